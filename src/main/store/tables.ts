/** Tables with the agent's data: what is backed up, and what is salvaged. */
export const TABLES = ['interactions', 'days', 'pulses', 'state'] as const
/**
 * State documents that can be had again and are in no backup: what colleagues wrote isn't to lie in files for weeks. As
 * SQL over the column `key`.
 */
export const NOT_COPIED = `key GLOB 'team-board*'`
export type TableName = (typeof TABLES)[number]
