/** Tables with the agent's data: what is backed up, and what is salvaged. */
export const TABLES = ['interactions', 'days', 'pulses', 'state'] as const
/** State documents that can be had again and aren't copied: what colleagues wrote isn't to lie in backups for weeks. */
export const NOT_COPIED = ['team-board'] as const
export type TableName = (typeof TABLES)[number]
