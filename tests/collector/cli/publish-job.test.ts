import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextClosing, startPublishJob } from '../../../src/collector/cli/serve/publish-job.ts'
import type { PublishedNow } from '../../../src/collector/store/publishing.ts'
import { jobBench, stopWhileRunning } from './job-bench.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const NOON = Date.UTC(2026, 10, 20, 12)
const PUBLISHED: PublishedNow = { teams: 2, closedTo: '2026-11-15', blocks: 6, pulses: 0 }

const bench = (publish: () => Promise<PublishedNow>) =>
  jobBench(NOON, (parts) => startPublishJob({ publish, ...parts }))

test('the next closing lies ahead, some minutes after the next midnight (UTC)', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4_000_000_000_000 }),
      fc.double({ min: 0, max: 0.999_999, noNaN: true }),
      (now, random) => {
        const moment = nextClosing(now, random)
        expect(moment).toBeGreaterThan(now)
        expect(moment - now).toBeLessThanOrEqual(24 * HOUR_MS + 15 * MINUTE_MS)
        expect(new Date(moment).getUTCHours()).toBe(0)
        expect(new Date(moment).getUTCMinutes()).toBeGreaterThanOrEqual(2)
        expect(new Date(moment).getUTCMinutes()).toBeLessThan(13)
      },
    ),
  )
})

test('closes after a start, but not before devices had time to send, and then every night', async () => {
  const { job, run, done, nextAt } = bench(async () => PUBLISHED)
  expect((nextAt() ?? 0) - NOON).toBeGreaterThanOrEqual(15 * MINUTE_MS)
  expect((nextAt() ?? 0) - NOON).toBeLessThan(HOUR_MS)
  await run()
  expect(nextAt()).toBe(Date.UTC(2026, 10, 21, 0, 7))
  await run()
  expect(nextAt()).toBe(Date.UTC(2026, 10, 22, 0, 7))
  expect(done).toEqual([PUBLISHED, PUBLISHED])
  await job.stop()
  expect(nextAt()).toBeUndefined()
})

test('a closing that fails is said and tried again within the hour', async () => {
  let tries = 0
  const { job, run, done, failed, now, nextAt } = bench(async () => {
    tries += 1
    if (tries < 3) throw new Error('The disk is full.')
    return PUBLISHED
  })
  await run()
  expect(failed).toEqual([new Error('The disk is full.')])
  expect((nextAt() ?? 0) - now()).toBeLessThan(HOUR_MS)
  await run()
  expect(failed).toHaveLength(2)
  expect((nextAt() ?? 0) - now()).toBeLessThan(HOUR_MS)
  await run()
  expect(done).toEqual([PUBLISHED])
  expect(nextAt()).toBe(Date.UTC(2026, 10, 21, 0, 7))
  await job.stop()
})

test('stopping waits for the closing that is under way, and no other one begins', async () => {
  const { promise, resolve } = Promise.withResolvers<PublishedNow>()
  const { job, run, done, nextAt } = bench(() => promise)
  await run()
  expect(await stopWhileRunning(job, () => resolve(PUBLISHED))).toBe(true)
  expect(done).toEqual([PUBLISHED])
  expect(nextAt()).toBeUndefined()
})
