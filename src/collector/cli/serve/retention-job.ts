/** The daily clean-up: drops what is older than the policies allow, at a quiet moment that differs from server to server. */
import { startJob, type Job } from './job.ts'

const HOUR_MS = 60 * 60 * 1000
/** Nobody's shift begins or ends between these hours of the server's own time. */
const QUIET_FROM_HOUR = 1
const QUIET_HOURS = 4
/** After a start, because a server that is off every night would never reach the quiet hours. */
const AFTER_START_MS = HOUR_MS / 4

export interface RetentionJobParts {
  /** Drops what is due. Several processes may call it at the same time. */
  readonly apply: () => Promise<{ readonly records: number; readonly agentDays: number }>
  readonly onDone: (dropped: { readonly records: number; readonly agentDays: number }) => void
  readonly onFailed: (error: unknown) => void
  /** Epoch ms. */
  readonly now: () => number
  /** From 0 up to 1. */
  readonly random: () => number
  /** Calls back after so many ms; the result takes that back. */
  readonly after: (ms: number, work: () => void) => () => void
}

/** Epoch ms of the next moment for it: in the quiet hours of the following night, or of this one before they begin. */
export function nextQuietMoment(now: number, random: number): number {
  const moment = new Date(now)
  const start = new Date(now)
  start.setHours(QUIET_FROM_HOUR, 0, 0, 0)
  if (start <= moment) start.setDate(start.getDate() + 1)
  return start.getTime() + Math.floor(random * QUIET_HOURS * HOUR_MS)
}

/** Begins: once after the start, then every night. A failed run is said and tried again the next night. */
export function startRetentionJob(parts: RetentionJobParts): Job {
  const { apply, onDone, onFailed, now, random, after } = parts
  return startJob({
    async run() {
      try {
        onDone(await apply())
      } catch (error) {
        onFailed(error)
      }
      return nextQuietMoment(now(), random()) - now()
    },
    firstMs: AFTER_START_MS * (1 + random()),
    after,
  })
}
