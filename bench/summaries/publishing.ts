/** How long closing takes: two years that nobody has closed, then one day while devices send. */
import type { CollectorStore, Credential, IncomingEvent } from '../../src/collector/store/store.ts'
import { closedDay } from '../../src/collector/publishing/spans.ts'
import { dayText } from '../../src/shared/calendar.ts'
import { ratedData } from '../../tests/support/wire-samples.ts'
import { quantile } from '../row.ts'

const DAY_MS = 86_400_000
const SENDERS = 16
/** What is kept is a year; the first of two is closed as it would have been, while it was kept. */
const KEPT_DAYS = 360
const BASELINE_MS = 3_000

export interface Published {
  readonly backlogSeconds: number
  readonly blocks: number
  readonly oneDaySeconds: number
  /** ms from sending to stored, at the 99th percentile: before and during the closing of one day. */
  readonly ingestBefore: number
  readonly ingestDuring: number
  readonly ingestMedianDuring: number
}

/** The moment at which a day is closed. */
export function momentOfClosing(day: number): number {
  return (day + day - closedDay(day * DAY_MS)) * DAY_MS
}

/**
 * @param days work days, oldest first
 * @param clock the store's
 */
export async function publishAll(
  store: CollectorStore,
  clock: { at: number },
  days: readonly number[],
  credentials: readonly Credential[],
): Promise<Published> {
  const last = days.findLast((day) => day <= closedDay(Date.now())) ?? 0
  const [first = last] = days
  const began = performance.now()
  let blocks = 0
  for (let day = first + KEPT_DAYS; day < last - 1; day += KEPT_DAYS) {
    clock.at = momentOfClosing(day)
    blocks += (await store.administration.publishDue()).blocks
  }
  clock.at = momentOfClosing(last - 1)
  blocks += (await store.administration.publishDue()).blocks
  const backlogSeconds = (performance.now() - began) / 1000

  clock.at = momentOfClosing(last)
  const before = startSending(store, credentials, clock.at)
  await new Promise((done) => setTimeout(done, BASELINE_MS))
  const quiet = await before.stop()
  const during = startSending(store, credentials, clock.at)
  const dayBegan = performance.now()
  await store.administration.publishDue()
  const oneDaySeconds = (performance.now() - dayBegan) / 1000
  const busy = await during.stop()
  // Nothing is left for the server that is measured next.
  clock.at = Date.now()
  await store.administration.publishDue()
  return {
    backlogSeconds,
    blocks,
    oneDaySeconds,
    ingestBefore: quantile(quiet, 0.99),
    ingestDuring: quantile(busy, 0.99),
    ingestMedianDuring: quantile(busy, 0.5),
  }
}

let records = 0

/** So many devices that each send a rating of today as soon as the last one is stored. */
function startSending(store: CollectorStore, credentials: readonly Credential[], now: number) {
  const times: number[] = []
  const ending = new AbortController()
  const workDay = dayText(Math.floor(now / DAY_MS))
  const done = credentials.slice(0, SENDERS).map(async (credential) => {
    while (!ending.signal.aborted) {
      const began = performance.now()
      const result = await store.ingest(credential, [nextRating(workDay)])
      if (!result.ok) throw new Error(`Not stored: ${result.code}.`)
      times.push(performance.now() - began)
    }
  })
  return {
    async stop(): Promise<readonly number[]> {
      ending.abort()
      await Promise.all(done)
      return times
    },
  }
}

function nextRating(workDay: string): IncomingEvent {
  records += 1
  const tail = records.toString(16).padStart(12, '0')
  return {
    kind: 'interaction',
    index: 0,
    recordId: `0199ffff-ffff-7000-8000-${tail}`,
    revision: 1,
    data: ratedData(workDay),
  }
}
