import { startWindow } from '../ui/start.tsx'
import { Summary } from './summary.tsx'

startWindow('summary.title', Summary)
