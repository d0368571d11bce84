/** A job of the server on a clock that is moved by hand. */
import type { Job, JobParts } from '../../../src/collector/cli/serve/job.ts'

/** What such a job is given beside its work. */
export interface BenchParts {
  readonly onDone: (outcome: unknown) => void
  readonly onFailed: (error: unknown) => void
  readonly now: () => number
  readonly random: () => number
  readonly after: JobParts['after']
}

/** @param noon what the clock says when the job begins, epoch ms */
export function jobBench(noon: number, startJob: (parts: BenchParts) => Job) {
  let now = noon
  let waiting: { readonly at: number; readonly work: () => void } | undefined
  const done: unknown[] = []
  const failed: unknown[] = []
  const job = startJob({
    onDone: (outcome) => done.push(outcome),
    onFailed: (error) => failed.push(error),
    now: () => now,
    random: () => 0.5,
    after(ms, work) {
      waiting = { at: now + ms, work }
      return () => {
        waiting = undefined
      }
    },
  })
  return {
    job,
    done,
    failed,
    now: () => now,
    /** When the one callback is due that the job has waiting. */
    nextAt: () => waiting?.at,
    /** Moves the clock to the next run and lets it end. */
    async run() {
      const next = waiting
      if (next === undefined) throw new Error('Nothing waits.')
      waiting = undefined
      now = next.at
      next.work()
      await new Promise(setImmediate)
    },
  }
}

/** Stops a job whose run is under way: it has stopped only when that run has ended. */
export async function stopWhileRunning(job: Job, endRun: () => void): Promise<boolean> {
  let stopped = false
  const stopping = job.stop().then(() => (stopped = true))
  await new Promise(setImmediate)
  const waited = !stopped
  endRun()
  await stopping
  return waited
}
