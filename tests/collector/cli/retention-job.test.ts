import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextQuietMoment, startRetentionJob } from '../../../src/collector/cli/serve/retention-job.ts'
import { jobBench, stopWhileRunning } from './job-bench.ts'

const HOUR_MS = 3_600_000
const NOON = new Date(2026, 10, 20, 12, 0, 0).getTime()

const bench = (apply: () => Promise<{ records: number; agentDays: number }>) =>
  jobBench(NOON, (parts) => startRetentionJob({ apply, ...parts }))

test('the next quiet moment lies ahead, within a day and four hours, between one and five at night', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4_000_000_000_000 }),
      fc.double({ min: 0, max: 0.999_999, noNaN: true }),
      (now, random) => {
        const moment = nextQuietMoment(now, random)
        expect(moment).toBeGreaterThan(now)
        // A night in which clocks go back is an hour longer.
        expect(moment - now).toBeLessThanOrEqual(29 * HOUR_MS)
        expect(new Date(moment).getHours()).toBeGreaterThanOrEqual(1)
        expect(new Date(moment).getHours()).toBeLessThanOrEqual(5)
      },
    ),
  )
})

test('cleans up soon after a start and then every night', async () => {
  let records = 0
  const { job, run, done, nextAt } = bench(async () => ({ records: (records += 1), agentDays: 0 }))
  expect((nextAt() ?? 0) - NOON).toBeLessThan(HOUR_MS)
  await run()
  expect(new Date(nextAt() ?? 0).toString()).toBe(new Date(2026, 10, 21, 3, 0, 0).toString())
  await run()
  expect(new Date(nextAt() ?? 0).toString()).toBe(new Date(2026, 10, 22, 3, 0, 0).toString())
  expect(done).toEqual([
    { records: 1, agentDays: 0 },
    { records: 2, agentDays: 0 },
  ])
  await job.stop()
  expect(nextAt()).toBeUndefined()
})

test('a clean-up that fails is said and tried again the next night', async () => {
  let tries = 0
  const { job, run, done, failed } = bench(async () => {
    tries += 1
    if (tries === 1) throw new Error('The disk is full.')
    return { records: 7, agentDays: 2 }
  })
  await run()
  expect(failed).toEqual([new Error('The disk is full.')])
  await run()
  expect(done).toEqual([{ records: 7, agentDays: 2 }])
  await job.stop()
})

test('stopping waits for the clean-up that is under way, and no other one begins', async () => {
  const { promise, resolve } = Promise.withResolvers<{ records: number; agentDays: number }>()
  const { job, run, done, nextAt } = bench(() => promise)
  await run()
  expect(await stopWhileRunning(job, () => resolve({ records: 3, agentDays: 1 }))).toBe(true)
  expect(done).toEqual([{ records: 3, agentDays: 1 }])
  expect(nextAt()).toBeUndefined()
})
