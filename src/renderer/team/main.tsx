/** The team window. */
import { startWindow } from '../ui/start.tsx'
import { Team } from './team.tsx'

startWindow('window.team', Team)
