/** A made-up day as the widget would have kept it, and as it would have left the computer. */
import { takeApart } from '../../../src/collector/api/event-check.ts'
import type { IncomingEvent } from '../../../src/collector/store/store.ts'
import type { DayRecord, Interaction, PulseRecord } from '../../../src/shared/records.ts'
import { toEvent, type SharingPolicy, type SyncRecord } from '../../../src/shared/wire/to-event.ts'
import type { PersonDay } from '../world/work.ts'

export const TIME_ZONE = 'Europe/Amsterdam'

/** Sent and confirmed, or not yet: nobody looks at it here. */
const REVISION = { revision: 1, syncedRevision: 0, deleted: false } as const

export function interactionsOf({ interactions, workDay }: PersonDay): Interaction[] {
  return interactions.map(({ externalId, durationMs, endedAt, ...said }) => ({
    ...REVISION,
    ...said,
    reasons: Array.from(said.reasons),
    workDay,
    timeZone: TIME_ZONE,
    externalIds: [externalId],
    direction: 'inbound',
    cause: 'remote',
    startedAt: endedAt - durationMs,
    endedAt,
    durationMs,
    trigger: 'demo',
    promptedAt: endedAt,
  }))
}

function dayOf({ smiley, workDay }: PersonDay): DayRecord | undefined {
  if (smiley === null) return undefined
  return { ...REVISION, ...smiley, workDay, timeZone: TIME_ZONE, askedAt: null }
}

function pulseOf({ pulse }: PersonDay): PulseRecord | undefined {
  return pulse === null ? undefined : { ...REVISION, ...pulse }
}

/** What the store takes of a day that a device sends: what leaves the computer, and nothing else. */
export function eventsOf(
  day: PersonDay,
  part: 'work' | 'smiley',
  deviceId: string,
  policy: SharingPolicy,
): IncomingEvent[] {
  const [smiley, pulse] = [dayOf(day), pulseOf(day)]
  const work = (): SyncRecord[] => [
    ...interactionsOf(day).map((record) => ({ kind: 'interaction', record }) as const),
    ...(pulse === undefined ? [] : [{ kind: 'pulse', record: pulse } as const]),
  ]
  const records =
    part === 'work' ? work() : smiley === undefined ? [] : [{ kind: 'day', record: smiley } as const]
  return records.map((record, index) => takeApart(toEvent(record, deviceId, policy), index))
}
