/** "My view": the agent's own last 30 work days. */
import { startWindow } from '../ui/start.tsx'
import '../ui/chart/chart.css'
import './summary.css'
import './year.css'
import './data/data.css'
import { startSummary } from './state.ts'
import { Summary } from './summary.tsx'

startWindow('summary.title', Summary)
// Asked beside the app's state, so that one picture shows both.
startSummary()
