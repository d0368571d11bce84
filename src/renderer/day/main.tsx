/** The day window: "How was your day?", once at the end of the shift. */
import { startWindow } from '../ui/start.tsx'
import '../ui/pulse.css'
import './day.css'
import { Day } from './day.tsx'

startWindow('day.title', Day)
