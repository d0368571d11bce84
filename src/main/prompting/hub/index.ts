/** What the rest of the program may use of the hub. */
export { createHub } from './hub.ts'
export type { Hub, HubCallbacks, HubEntry, HubParts } from './hub.ts'
export { DEFAULT_OPTIONS } from './types.ts'
export type { EndedInteraction, HubOptions, Role } from './types.ts'
export { parseInternalNumbers } from './verdict.ts'
