/** Settings: everything saves by itself, field by field. */
import { startWindow } from '../ui/start.tsx'
import './settings.css'
import { SettingsWindow } from './settings.tsx'

startWindow('settings.title', SettingsWindow)
