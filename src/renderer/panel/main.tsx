/** The panel: today at a glance, opened from the tray. */
import { startWindow } from '../ui/start.tsx'
import '../ui/pulse.css'
import './panel.css'
import { Panel } from './panel.tsx'

startWindow('panel.title', Panel)
