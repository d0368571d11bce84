/** The panel: today at a glance, opened from the tray. */
import { startWindow } from '../ui/start.tsx'
import './panel.css'
import { Panel } from './panel.tsx'

startWindow('panel.title', Panel)
