/** Dutch texts of the team window. */
import type { enTeam } from './en-team.ts'

export const nlTeam = {
  'window.team': 'Team',
} as const satisfies Record<keyof typeof enTeam, string>
