/** "Team": what the collector tells of the team, for leads and, the week and its stories, for members. */
import { startWindow } from '../ui/start.tsx'
import '../ui/chart/chart.css'
import './team.css'
import './mood-calendar.css'
import './pictures.css'
import './week.css'
import './follow-ups.css'
import './print.css'
import { startBoard } from './state.ts'
import { TeamWindow } from './team.tsx'

startWindow('window.team', TeamWindow)
// Asked beside the app's state, so that one picture shows both.
startBoard()
