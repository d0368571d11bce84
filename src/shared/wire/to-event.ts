/**
 * What leaves this computer, and nothing else does: one pure function from a record to the event that is sent. The
 * sync sends its output and "what leaves this computer" shows it. Never the note, never a clock time or a duration
 * (they could be matched with the telephone system's log), never who ended it, its direction or its trigger.
 */
import type { DayRecord, Interaction, PulseRecord } from '../records.ts'
import { EVENT_TYPES, eventId, sourceOf, type InteractionData, type WireEvent } from './events.ts'
import { WIRE_LIMITS } from './limits.ts'

export type SyncRecord =
  | { readonly kind: 'interaction'; readonly record: Interaction }
  | { readonly kind: 'day'; readonly record: DayRecord }
  | { readonly kind: 'pulse'; readonly record: PulseRecord }

/** The part of the organisation's policy that decides about what leaves. */
export interface SharingPolicy {
  /** The works council agreed that customers' feedback is joined with interactions: external ids leave with a rating. */
  readonly customerComparison: boolean
}

/**
 * The event of a record's present revision.
 * @param deviceId the device's id at its collector, a UUID
 */
export function toEvent(item: SyncRecord, deviceId: string, policy: SharingPolicy): WireEvent {
  const { id, revision, deleted } = item.record
  const envelope = { specversion: '1.0', id: eventId(id, revision), source: sourceOf(deviceId) } as const
  switch (item.kind) {
    case 'interaction':
      return { ...envelope, type: EVENT_TYPES.interaction, data: interactionData(item.record, policy) }
    case 'day': {
      const { workDay, smiley } = item.record
      return {
        ...envelope,
        type: EVENT_TYPES.day,
        data: { workDay, deleted, smiley: deleted ? null : smiley },
      }
    }
    case 'pulse': {
      const { quarter, score } = item.record
      return {
        ...envelope,
        type: EVENT_TYPES.pulse,
        data: { quarter, deleted, score: deleted ? null : score },
      }
    }
  }
}

function interactionData(record: Interaction, policy: SharingPolicy): InteractionData {
  const { workDay, deleted, channel, queue, outcome, rating, solved, reasons, followUp, story } = record
  if (deleted) {
    return {
      workDay,
      deleted,
      channel: 'unknown',
      queue: null,
      outcome: null,
      rating: null,
      solved: null,
      reasons: [],
      followUp: null,
      story: null,
    }
  }
  const shared = followUp !== null || story !== null || (policy.customerComparison && outcome === 'rated')
  const ids = shared
    ? record.externalIds
        .filter((id) => id !== '')
        .map(cut)
        .slice(0, WIRE_LIMITS.externalIds)
    : []
  return {
    workDay,
    deleted,
    channel,
    queue: queue === null || queue === '' ? null : sendable(queue.slice(0, WIRE_LIMITS.queueLength)),
    outcome,
    rating,
    solved,
    reasons,
    followUp: followUp === null ? null : sendable(followUp),
    story: story === null ? null : sendable(story),
    ...(ids.length > 0 && { externalIds: ids }),
  }
}

function cut(id: string): string {
  return sendable(id.slice(0, WIRE_LIMITS.externalIdLength))
}

/** What the schemas' text may not have (NUL, halves of surrogate pairs, which a cut can leave) becomes U+FFFD. */
function sendable(text: string): string {
  return text.replaceAll('\0', '\uFFFD').toWellFormed()
}
