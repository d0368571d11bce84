import { startWindow } from '../ui/start.tsx'
import { Settings } from './settings.tsx'

startWindow('settings.title', Settings)
