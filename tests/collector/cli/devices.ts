/** A device as the collector sees it: enrols and sends over HTTP. */
import type { WireEvent } from '../../../src/shared/wire/events.ts'
import { BATCH_MEDIA_TYPE, ROUTES } from '../../../src/shared/wire/limits.ts'
import { interactionEvent, ratedData, smileyEvent, today } from '../../support/wire-samples.ts'

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

export { smileyEvent as smiley, today }

export function rating(deviceId: string, workDay: string, value: 1 | 2 | 3 | 4 | 5): WireEvent {
  return interactionEvent(deviceId, ratedData(workDay, { rating: value }))
}
