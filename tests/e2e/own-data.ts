/** Days of an agent for the specs of "My view", written before the start. */
import type { Store } from '../../src/main/store/index.ts'
import type { Rating, Smiley } from '../../src/shared/records.ts'
import { addDays, isScheduled } from '../../src/shared/work-day.ts'

const ZONE = 'Europe/Amsterdam'
const WEEK = [1, 2, 3, 4, 5, 6, 7]

export const today = Temporal.Now.plainDateISO(ZONE).toString()
export const daysAgo = (days: number): string => addDays(today, -days)

/** One day's ratings, all of calls of one queue, with the day's smiley. */
export function writeDay(store: Store, workDay: string, ratings: readonly Rating[], smiley?: Smiley): void {
  if (!isScheduled(workDay, WEEK)) throw new Error(`${workDay} is no day`)
  store.days.open(workDay, ZONE)
  for (const [at, rating] of ratings.entries()) {
    const endedAt = Temporal.PlainDate.from(workDay)
      .toPlainDateTime()
      .add({ minutes: 600 + at * 10 })
      .toZonedDateTime(ZONE).epochMilliseconds
    const { id } = store.interactions.add({
      workDay,
      timeZone: ZONE,
      externalIds: [`sip:${workDay}-${at}`],
      channel: 'voice',
      direction: 'inbound',
      cause: 'remote',
      queue: 'Claims',
      startedAt: endedAt - 60_000,
      endedAt,
      durationMs: 60_000,
      trigger: 'http',
      promptedAt: endedAt,
    })
    store.interactions.rate(id, rating)
    store.interactions.answer(id, { solved: rating > 2 })
  }
  if (smiley !== undefined) store.days.smile(workDay, smiley)
}
