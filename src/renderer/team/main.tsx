/** "Team": what the collector tells of the team, for leads and, the week and its stories, for members. */
import { startWindow } from '../ui/start.tsx'
import '../ui/chart/chart.css'
import './team.css'
import './follow-ups.css'
import './print.css'
import { TeamWindow } from './team.tsx'

startWindow('window.team', TeamWindow)
