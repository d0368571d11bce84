/** A device as the collector sees it: enrols and sends over HTTP. */
import { EVENT_TYPES, eventId, sourceOf, type WireEvent } from '../../../src/shared/wire/events.ts'
import { BATCH_MEDIA_TYPE, ROUTES } from '../../../src/shared/wire/limits.ts'

export interface Enrolled {
  readonly deviceId: string
  readonly token: string
  readonly claim: string
  readonly epoch: number
  readonly storeId: string
}

export async function post(url: string, body: unknown, headers: Readonly<Record<string, string>> = {}) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
}

/** Exchanges a code for a device; throws when the collector refuses. */
export async function enrol(address: string, code: string, claim?: string): Promise<Enrolled> {
  const { status, body } = await post(address + ROUTES.enrolments, {
    code,
    ...(claim !== undefined && { claim }),
  })
  if (status !== 200) throw new Error(`Enrolment: ${status} ${JSON.stringify(body)}`)
  return body
}

/** Sends events as a device. */
export function send(address: string, { token }: Pick<Enrolled, 'token'>, events: readonly WireEvent[]) {
  return post(address + ROUTES.events, events, {
    'content-type': BATCH_MEDIA_TYPE,
    authorization: `Bearer ${token}`,
  })
}

let counter = 0
/** A UUIDv7 of no particular time. */
export function recordId(): string {
  counter += 1
  return `0192d5c0-0000-7000-8000-${counter.toString(16).padStart(12, '0')}`
}

export function rating(
  deviceId: string,
  workDay: string,
  value: 1 | 2 | 3 | 4 | 5,
  id = recordId(),
  revision = 1,
): WireEvent {
  return {
    specversion: '1.0',
    id: eventId(id, revision),
    source: sourceOf(deviceId),
    type: EVENT_TYPES.interaction,
    data: {
      workDay,
      deleted: false,
      channel: 'voice',
      queue: 'Support',
      outcome: 'rated',
      rating: value,
      solved: true,
      reasons: [],
      followUp: null,
      story: null,
    },
  }
}

export function smiley(deviceId: string, workDay: string, value: 'happy' | 'neutral' | 'sad'): WireEvent {
  return {
    specversion: '1.0',
    id: eventId(recordId(), 1),
    source: sourceOf(deviceId),
    type: EVENT_TYPES.day,
    data: { workDay, deleted: false, smiley: value },
  }
}

/** ISO date of today (UTC), or some days before. */
export function today(daysAgo = 0): string {
  return new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10)
}
