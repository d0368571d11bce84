/** Names in the IPC contract, apart from it so that the preload and small windows need no schemas. */

/** Window → main process; answered by a `Result`. */
export const COMMANDS = [
  'app:get',
  'status:get',
  'card:get',
  'card:touch',
  'card:resize',
  'card:close',
  'prompt:request',
  'interaction:rate',
  'interaction:amend',
  'interaction:undo',
  'interaction:skip',
  'interaction:delete',
  'today:get',
  'day:get',
  'day:smile',
  'day:undo',
  'day:later',
  'summary:get',
  'own:leaves',
  'own:follow-ups',
  'own:export',
  'own:export-collector',
  'own:erase',
  'pulse:get',
  'pulse:answer',
  'pulse:later',
  'spotlight:hide',
  'team:get',
  'team:refresh',
  'team:follow-up',
  'team:spotlight',
  'team:export',
  'sync:get',
  'sync:enrol',
  'sync:dismiss',
  'sync:disconnect',
  'sync:send-now',
  'sync:transfer-code',
  'sync:outgoing',
  'sync:refused',
  'settings:change',
  'pause:set',
  'window:open',
  'window:close',
  'app:show-data',
  'app:quit',
] as const
export type CommandName = (typeof COMMANDS)[number]

/** Main process → windows. */
export const EVENTS = [
  'app:changed',
  'status:changed',
  'card:changed',
  'today:changed',
  'day:changed',
  'sync:changed',
  'team:changed',
  'pulse:changed',
] as const
export type EventName = (typeof EVENTS)[number]

/** Ways to pause, shortest first; `off` ends a pause. */
export const PAUSES = ['30-minutes', '1-hour', 'tomorrow', 'off'] as const
