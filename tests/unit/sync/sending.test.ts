/** What waits is sent, when and how. */
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { Bench, DAY, HOUR, MINUTE, SECOND } from './bench.ts'
import { ModelCollector } from './model-collector.ts'

// Every write waits for the disk, which on a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

let collector: ModelCollector
let bench: Bench
beforeEach(async () => {
  collector = new ModelCollector(() => bench.clock.now())
  bench = new Bench({ http: collector.http })
  await bench.enrolled()
  collector.seen.length = 0
})

const sentIds = () => collector.seen.flatMap(({ events }) => events.map(({ id }) => id))

describe('a rating', () => {
  it('is sent a few seconds later, with what came meanwhile, in one request', async () => {
    const first = bench.rate()
    await bench.pass(2 * SECOND)
    const second = bench.rate(2)
    expect(collector.seen).toEqual([])
    await bench.pass(SECOND)
    expect(sentIds()).toEqual([`${first}/1`, `${second}/1`])
    expect(collector.count('/v1/events')).toBe(1)
    expect(bench.sync.view).toMatchObject({ pending: 0, waitingSince: null, problem: null })
    expect(bench.sync.view.lastSentAt).toBe(bench.clock.now())
  })

  it('is sent once; after that there is silence for the rest of the day', async () => {
    bench.rate()
    await bench.pass(8 * HOUR, MINUTE)
    expect(collector.count('/v1/events')).toBe(1)
  })

  it('taken back or removed is sent as such', async () => {
    const withdrawn = bench.rate()
    const removed = bench.rate()
    await bench.pass(5 * SECOND)
    bench.store.interactions.withdraw(withdrawn)
    bench.store.interactions.remove(removed)
    bench.sync.recordsChanged()
    await bench.pass(5 * SECOND)
    expect(
      collector.everything.map(({ id, data }) => [id, data.deleted, 'outcome' in data && data.outcome]),
    ).toEqual([
      [`${withdrawn}/2`, false, null],
      [`${removed}/2`, true, null],
    ])
  })

  it('changed while it is on its way is sent again as it is now', async () => {
    const id = bench.rate(1)
    collector.fault = (_, answer) => {
      const response = answer()
      bench.store.interactions.rate(id, 5)
      bench.sync.recordsChanged()
      collector.fault = (_request, really) => really()
      return response
    }
    await bench.pass(3 * SECOND)
    await bench.pass(10 * SECOND)
    expect(sentIds()).toEqual([`${id}/1`, `${id}/2`])
    expect(collector.everything).toMatchObject([{ id: `${id}/2`, data: { rating: 5 } }])
    expect(bench.store.pendingCount()).toBe(0)
  })
})

describe('the day smiley', () => {
  it.each([
    [0, 0],
    [0.5, 150],
    [0.999, 299],
  ])(
    'goes at a random moment within five minutes, with all that waits (random %d: %d s)',
    async (random, at) => {
      const other = new Bench({ http: collector.http, random: () => random, clock: bench.clock })
      await other.enrolled()
      collector.seen.length = 0
      other.rate()
      await other.pass(SECOND)
      other.smile()
      for (let second = 0; second < at - 1; second += 1) {
        await other.pass(SECOND)
        if (second % 60 === 0) other.rate()
      }
      expect(collector.seen).toEqual([])
      await other.pass(3 * SECOND)
      expect(collector.count('/v1/events')).toBe(1)
      expect(sentIds().length).toBe(2 + Math.ceil(Math.max(0, at - 1) / 60))
      expect(other.store.pendingCount()).toBe(0)
    },
  )

  it('waits for its moment also when a batch is on its way', async () => {
    bench.rate()
    collector.fault = (_, answer) => {
      bench.smile()
      collector.fault = (_request, really) => really()
      return answer()
    }
    await bench.pass(3 * SECOND)
    expect(collector.count('/v1/events')).toBe(1)
    await bench.pass(149 * SECOND)
    expect(collector.count('/v1/events')).toBe(1)
    await bench.pass(2 * SECOND)
    expect(collector.count('/v1/events')).toBe(2)
  })

  it('does not wait longer when the computer wakes up or the person asks', async () => {
    bench.smile()
    await bench.pass(SECOND)
    bench.sync.sendNow()
    await bench.pass(SECOND)
    expect(collector.count('/v1/events')).toBe(1)
    bench.store.days.withdraw(DAY)
    bench.sync.recordsChanged()
    bench.sync.daySmiled()
    await bench.pass(10 * SECOND)
    bench.sync.woke()
    await bench.pass(SECOND)
    expect(collector.count('/v1/events')).toBe(2)
  })
})

describe('what is refused', () => {
  it('is kept and shown, blocks nothing, and goes again when it changes', async () => {
    const [bad, good] = [bench.rate(1), bench.rate(2)]
    collector.refuses = ({ data }) => ('rating' in data && data.rating === 1 ? 'invalid' : undefined)
    await bench.pass(5 * SECOND)
    expect(bench.sync.view).toMatchObject({ pending: 0, refused: 1, problem: null })
    expect(bench.sync.refusedRecords(10)).toMatchObject([{ id: bad, code: 'invalid', period: DAY }])
    expect(collector.everything).toMatchObject([{ id: `${good}/1` }])
    await bench.pass(HOUR, MINUTE)
    expect(collector.count('/v1/events')).toBe(1)
    bench.store.interactions.rate(bad, 3)
    bench.sync.recordsChanged()
    await bench.pass(5 * SECOND)
    expect(bench.sync.view).toMatchObject({ pending: 0, refused: 0 })
    expect(collector.everything).toHaveLength(2)
  })

  it('for a reason that only a newer collector knows is treated alike', async () => {
    bench.rate()
    collector.refuses = () => 'moon-phase'
    await bench.pass(5 * SECOND)
    expect(bench.sync.refusedRecords(10)).toMatchObject([{ code: 'moon-phase' }])
    expect(bench.sync.view.problem).toBeNull()
  })

  it('gets one more try from every new version of the program, not from a restart', async () => {
    bench.rate()
    collector.refuses = () => 'invalid'
    await bench.pass(5 * SECOND)
    const tries = () => collector.count('/v1/events')
    expect(tries()).toBe(1)
    await bench.restart()
    await bench.pass(2 * MINUTE)
    expect(tries()).toBe(1)
    await bench.restart({ version: '1.0.1' })
    await bench.pass(2 * MINUTE)
    expect(tries()).toBe(2)
    expect(bench.sync.view.refused).toBe(1)
    collector.refuses = () => undefined
    await bench.restart({ version: '1.0.2' })
    await bench.pass(2 * MINUTE)
    expect(bench.sync.view).toMatchObject({ refused: 0, pending: 0 })
    expect(collector.everything).toHaveLength(1)
  })
})

describe('before the program ends', () => {
  it('what waits is sent in one attempt', async () => {
    bench.rate()
    await bench.sync.flush(2_000)
    expect(collector.everything).toHaveLength(1)
    expect(bench.store.pendingCount()).toBe(0)
  })

  it('no longer is waited than the budget, and nothing counts as sent then', async () => {
    bench.rate()
    let aborted = false
    collector.fault = (request) => {
      request.signal.addEventListener('abort', () => {
        aborted = true
      })
      return new Promise(() => {})
    }
    let isDone = false
    const flushed = bench.sync.flush(2_000).finally(() => {
      isDone = true
    })
    await new Promise((resolve) => setTimeout(resolve, 20))
    bench.clock.pass(1_999)
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(isDone).toBe(false)
    bench.clock.pass(1)
    await flushed
    await bench.sync.stop()
    expect(aborted).toBe(true)
    expect(bench.store.pendingCount()).toBe(1)
  })

  it('nothing is asked for when nothing waits, or the collector has said when to come back', async () => {
    await bench.sync.flush(2_000)
    expect(collector.seen).toEqual([])
    bench.rate()
    collector.fault = () => collector.problem(503, 'busy', { 'retry-after': '600' })
    await bench.pass(5 * SECOND)
    collector.fault = (_, answer) => answer()
    await bench.sync.flush(2_000)
    expect(collector.seen).toEqual([])
  })
})

describe('what the policy says about external ids', () => {
  it('holds from the moment it is known: at an enrolment, at every start, every day', async () => {
    const agreed = { ...collector.policy, customerComparison: { worksCouncilAgreedOn: '2026-01-31' } }
    bench.rate()
    await bench.pass(5 * SECOND)
    collector.policy = agreed
    await bench.restart()
    await bench.pass(MINUTE)
    expect(bench.sync.view.customerComparison).toBe(true)
    bench.rate()
    await bench.pass(5 * SECOND)
    expect(collector.everything.map(({ data }) => 'externalIds' in data)).toEqual([false, true])
    collector.policy = { ...collector.policy, customerComparison: null }
    await bench.pass(40 * HOUR, MINUTE)
    bench.rate()
    await bench.pass(5 * SECOND)
    expect(collector.everything.map(({ data }) => 'externalIds' in data)).toEqual([false, true, false])
  })
})
