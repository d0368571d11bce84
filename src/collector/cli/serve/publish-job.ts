/** The daily closing: when a further work day is over for long enough everywhere, what may be told of it is published. */
import type { PublishedNow } from '../../store/publishing.ts'
import { startJob, type Job } from './job.ts'

const MINUTE_MS = 60 * 1000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
/** Days are closed at midnight (UTC); several collectors on one database needn't come in the same second. */
const AFTER_MIDNIGHT_MS = 2 * MINUTE_MS
const SPREAD_MS = 10 * MINUTE_MS
/**
 * After a start, because the midnight may have passed without us. Not at once: what waits on devices while a collector is
 * away should get in first, and they try again every quarter of an hour.
 */
const AFTER_START_MS = 20 * MINUTE_MS
/** After a run that failed. */
const AGAIN_MS = 15 * MINUTE_MS

export interface PublishJobParts {
  /** Publishes what is due. Several processes may call it at the same time. */
  readonly publish: () => Promise<PublishedNow>
  readonly onDone: (published: PublishedNow) => void
  readonly onFailed: (error: unknown) => void
  /** Epoch ms. */
  readonly now: () => number
  /** From 0 up to 1. */
  readonly random: () => number
  /** Calls back after so many ms; the result takes that back. */
  readonly after: (ms: number, work: () => void) => () => void
}

/** Epoch ms of the next moment for it: some minutes after the next midnight (UTC). */
export function nextClosing(now: number, random: number): number {
  return (Math.floor(now / DAY_MS) + 1) * DAY_MS + AFTER_MIDNIGHT_MS + Math.floor(random * SPREAD_MS)
}

/** Begins: once after the start, then every night. A failed run is said and tried again within the hour. */
export function startPublishJob(parts: PublishJobParts): Job {
  const { publish, onDone, onFailed, now, random, after } = parts
  return startJob({
    async run() {
      try {
        onDone(await publish())
        return nextClosing(now(), random()) - now()
      } catch (error) {
        onFailed(error)
        return AGAIN_MS * (1 + random())
      }
    },
    firstMs: AFTER_START_MS * (1 + random()),
    after,
  })
}
