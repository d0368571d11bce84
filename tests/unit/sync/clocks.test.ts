/** Clocks that are wrong. */
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { Bench, HOUR, MINUTE, SECOND } from './bench.ts'
import { ModelCollector } from './model-collector.ts'

vi.setConfig({ testTimeout: 60_000 })

let collector: ModelCollector
let bench: Bench
beforeEach(() => {
  collector = new ModelCollector(() => bench.clock.now())
  bench = new Bench({ http: collector.http })
})

describe('a clock that is wrong', () => {
  it.each([
    [9 * HOUR, 'ahead'],
    [-9 * HOUR, 'behind'],
  ])('by %d ms (%s) is said and nothing else', async (offset) => {
    collector.now = () => bench.clock.now() - offset
    await bench.enrolled()
    bench.rate()
    await bench.pass(5 * SECOND)
    expect(bench.sync.view).toMatchObject({ pending: 0, problem: null })
    expect(Math.abs((bench.sync.view.clockAheadMs ?? 0) - offset)).toBeLessThan(2_000)
    collector.now = () => bench.clock.now() + 9 * MINUTE
    bench.rate()
    await bench.pass(5 * SECOND)
    expect(bench.sync.view.clockAheadMs).toBeNull()
  })

  it('that jumps while something waits delays nothing', async () => {
    await bench.enrolled()
    bench.rate()
    bench.clock.jumpTo('2031-01-01T00:00')
    await bench.pass(5 * SECOND)
    bench.clock.jumpTo('2020-01-01T00:00')
    bench.rate()
    await bench.pass(5 * SECOND)
    expect(bench.store.pendingCount()).toBe(0)
  })
})
