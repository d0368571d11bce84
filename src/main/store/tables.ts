/** Tables with the agent's data: what is backed up, and what is salvaged. */
export const TABLES = ['interactions', 'days', 'pulses', 'state'] as const
export type TableName = (typeof TABLES)[number]
