/** Sample records as they travel, for tests and benches that don't care what is in them. */
import { randomBytes } from 'node:crypto'
import {
  EVENT_TYPES,
  eventId,
  sourceOf,
  type InteractionData,
  type WireEvent,
} from '../../src/shared/wire/events.ts'

const DAY_MS = 86_400_000

/** A UUIDv7 in lower case, random but for its time in milliseconds. */
export function recordId(at = Date.now()): string {
  const time = at.toString(16).padStart(12, '0')
  const random = randomBytes(9).toString('hex')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-8${random.slice(3, 6)}-${random.slice(6)}`
}

/** ISO date of today (UTC), or of some days before. */
export function today(daysAgo = 0): string {
  return new Date(Date.now() - daysAgo * DAY_MS).toISOString().slice(0, 10)
}

/** A rated interaction's data. */
export function ratedData(workDay: string, changed: Partial<InteractionData> = {}): InteractionData {
  return {
    workDay,
    deleted: false,
    channel: 'voice',
    queue: 'Support',
    outcome: 'rated',
    rating: 4,
    solved: true,
    reasons: [],
    followUp: null,
    story: null,
    ...changed,
  }
}

/** What is left of an interaction that was deleted. */
export function tombstoneData(workDay: string): InteractionData {
  return {
    workDay,
    deleted: true,
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

/** What every event of a device begins with; its type and data belong to it. */
export function envelope(deviceId: string, id = recordId(), revision = 1) {
  return { specversion: '1.0', id: eventId(id, revision), source: sourceOf(deviceId) } as const
}

export type InteractionEvent = Extract<WireEvent, { type: typeof EVENT_TYPES.interaction }>

/** The event of an interaction. */
export function interactionEvent(
  deviceId: string,
  data: InteractionData,
  id = recordId(),
  revision = 1,
): InteractionEvent {
  return { ...envelope(deviceId, id, revision), type: EVENT_TYPES.interaction, data }
}

/** The event of a day and its smiley. */
export function smileyEvent(
  deviceId: string,
  workDay: string,
  smiley: 'happy' | 'neutral' | 'sad',
): WireEvent {
  return { ...envelope(deviceId), type: EVENT_TYPES.day, data: { workDay, deleted: false, smiley } }
}
