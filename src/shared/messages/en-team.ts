/** English texts of the team window. */
export const enTeam = {
  'window.team': 'Team',
} as const satisfies Record<string, string>
