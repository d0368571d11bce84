/** What the benches of both stores have in common: callers that send at the same time, and what that takes. */
import { performance } from 'node:perf_hooks'
import type { CollectorStore, Credential, IncomingEvent } from '../../src/collector/store/store.ts'
import type { InteractionData } from '../../src/shared/wire/events.ts'
import { ratedData, recordId, today } from '../../tests/support/wire-samples.ts'
import { quantile } from '../row.ts'
import { enrolCredentials } from './devices.ts'

export const DEVICES = 500
export const BATCH = 500
export const BATCHES = 200
export const SINGLES = 100_000
export const RUNS = 3
const TEAM_SIZE = 10
const BATCH_CALLERS = 8

export interface Measured {
  /** Events a second. */
  readonly rate: number
  /** Processor time of the main thread for one request, in microseconds. */
  readonly mainMicros: number
  /** Milliseconds of each request. */
  readonly took: readonly number[]
}

export type EventMaker = (index: number) => IncomingEvent

/** Makes new rated interactions of today, by their place in the request. */
export function ratedEvents(changed: Partial<InteractionData> = {}): EventMaker {
  const workDay = today()
  return (index) => ({
    kind: 'interaction',
    index,
    recordId: recordId(),
    revision: 1,
    data: ratedData(workDay, changed),
  })
}

/** The enrolled devices, after enough requests to be warm. */
export async function warmDevices(store: CollectorStore, event: EventMaker): Promise<readonly Credential[]> {
  const devices = await enrolCredentials(store, DEVICES, TEAM_SIZE)
  await singles(store, devices, event, SINGLES / 5)
  return devices
}

/** Eight callers; each batch is of one device, as after some days without a network. */
export async function batches(
  store: CollectorStore,
  devices: readonly Credential[],
  event: EventMaker,
): Promise<Measured> {
  const requests = Array.from({ length: BATCHES }, () => Array.from({ length: BATCH }, (_, n) => event(n)))
  return await measure(BATCHES, BATCH, BATCH_CALLERS, async (n) =>
    send(store, devices[n % DEVICES], requests[n] ?? []),
  )
}

/** As many callers as there are devices; each request is one event. */
export async function singles(
  store: CollectorStore,
  devices: readonly Credential[],
  event: EventMaker,
  count = SINGLES,
): Promise<Measured> {
  const requests = Array.from({ length: count }, () => [event(0)])
  return await measure(count, 1, DEVICES, async (n) => send(store, devices[n % DEVICES], requests[n] ?? []))
}

/** Closes the store; throws when its roll-ups aren't what its records add up to. */
export async function closeVerified(store: CollectorStore): Promise<void> {
  const wrong = await store.administration.verifyRollups()
  if (wrong.length > 0) throw new Error(`Roll-ups are wrong: ${JSON.stringify(wrong.slice(0, 3))}`)
  await store.close()
}

/** How long requests took, in words. */
export function latencyOf(took: readonly number[]): string {
  const [p50, p99, max] = [0.5, 0.99, 1].map((share) => quantile(took, share).toFixed(0))
  return `p50 ${p50} ms, p99 ${p99} ms, max ${max} ms`
}

async function send(
  store: CollectorStore,
  device: Credential | undefined,
  events: readonly IncomingEvent[],
): Promise<void> {
  const result = device && (await store.ingest(device, events))
  if (!result?.ok || result.value.stored !== events.length) throw new Error('A request was not stored.')
}

/** Callers that take the next request as soon as theirs is answered. */
async function measure(
  count: number,
  events: number,
  callers: number,
  request: (n: number) => Promise<void>,
): Promise<Measured> {
  const took: number[] = []
  let next = 0
  const caller = async (): Promise<void> => {
    for (let n = next++; n < count; n = next++) {
      const began = performance.now()
      await request(n)
      took.push(performance.now() - began)
    }
  }
  const cpu = process.threadCpuUsage()
  const start = performance.now()
  await Promise.all(Array.from({ length: callers }, caller))
  const elapsed = performance.now() - start
  const { user, system } = process.threadCpuUsage(cpu)
  return { rate: (count * events * 1000) / elapsed, mainMicros: (user + system) / count, took }
}
