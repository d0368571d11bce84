/** Values that tests and their child processes share. */
import type { NewInteraction } from '../../../src/main/store/index.ts'

export const NOW = Date.UTC(2026, 10, 23, 12)
export const DAY = '2026-11-23'
export const ZONE = 'Europe/Amsterdam'

export function newInteraction(changes: Partial<NewInteraction> = {}): NewInteraction {
  return {
    workDay: DAY,
    timeZone: ZONE,
    externalIds: ['sip:1f2e@192.0.2.7'],
    channel: 'voice',
    direction: 'inbound',
    cause: 'remote',
    endedAt: NOW,
    trigger: 'baresip',
    ...changes,
  }
}
