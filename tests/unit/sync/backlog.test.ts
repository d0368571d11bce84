/** Much that waits is sent in batches, of which one at a time travels. */
import { beforeEach, describe, expect, it, vi } from 'vitest'

import type { Store } from '../../../src/main/store/index.ts'
import { WIRE_LIMITS } from '../../../src/shared/wire/limits.ts'
import { Bench, DAY, MINUTE, SECOND } from './bench.ts'
import { ModelCollector, respond, unpack } from './model-collector.ts'

// Every write waits for the disk, which on a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

let collector: ModelCollector
let bench: Bench
/** Called before the sync reads or marks records. */
let before: { pending?: (after?: string) => void; markSynced?: () => void }
beforeEach(async () => {
  before = {}
  collector = new ModelCollector(() => bench.clock.now())
  bench = new Bench({ http: collector.http, storeOf: watched })
  await bench.enrolled()
  collector.seen.length = 0
})

function watched(store: Store): Store {
  return {
    ...store,
    pending: (limit, after) => {
      before.pending?.(after)
      return store.pending(limit, after)
    },
    markSynced: (confirmed, erasedUpTo) => {
      before.markSynced?.()
      store.markSynced(confirmed, erasedUpTo)
    },
  }
}

const batches = () => collector.seen.filter(({ route }) => route === '/v1/events')
const sentIds = () => batches().flatMap(({ events }) => events.map(({ id }) => id))

describe('a backlog', () => {
  it('is drained in batches within the limits, without a pause between them', async () => {
    bench.fill(1_150)
    await bench.pass(3 * SECOND)
    expect(batches().map(({ events }) => events.length)).toEqual([500, 500, 150])
    expect(batches().map(({ headers }) => headers['content-encoding'])).toEqual(['zstd', 'zstd', 'zstd'])
    expect(bench.store.pendingCount()).toBe(0)
  })

  it('of long texts is cut by bytes', async () => {
    bench.fill(600, [DAY], '第'.repeat(500))
    await bench.pass(5 * SECOND)
    const sizes = collector.seen.map(({ body }) => Buffer.byteLength(body))
    expect(Math.max(...sizes)).toBeLessThanOrEqual(WIRE_LIMITS.bodyBytes / 2)
    expect(sizes.length).toBeGreaterThan(2)
    expect(bench.store.pendingCount()).toBe(0)
  })

  it('goes in smaller batches where a proxy allows less, down to what can not be sent at all', async () => {
    const ids = Array.from({ length: 40 }, () => bench.rate())
    const huge = ids[7] ?? ''
    bench.store.interactions.answer(huge, { followUp: 'x'.repeat(500) })
    collector.fault = (request, answer) => {
      const text = unpack(request)
      return text.length > 3_000 || text.includes('xxxxx') ? respond(413, 'too large', {}) : answer()
    }
    await bench.pass(5 * SECOND)
    expect(bench.store.pendingCount()).toBe(0)
    expect(bench.sync.refusedRecords(10)).toEqual([
      { kind: 'interaction', id: huge, revision: 2, period: DAY, code: 'body-too-large' },
    ])
    expect(collector.everything).toHaveLength(39)
  })

  it('goes packed in another way where 415 is the answer, and that is remembered', async () => {
    const encodings: (string | undefined)[] = []
    collector.fault = (request, answer) => {
      const encoding = request.headers['content-encoding']
      if (!request.url.endsWith('/v1/events')) return answer()
      encodings.push(encoding)
      return encoding === undefined ? answer() : collector.problem(415, 'unsupported-media-type')
    }
    const batch = async () => {
      for (let n = 0; n < 20; n += 1) bench.rate()
      await bench.pass(5 * SECOND)
    }
    await batch()
    expect(encodings).toEqual(['zstd', 'gzip', undefined])
    await batch()
    expect(encodings).toHaveLength(4)
    expect(collector.everything).toHaveLength(40)
  })
})

describe('while a batch travels', () => {
  /** The answer waits until the next batch was read; what is done then comes before the answer. */
  const beforeFirstAnswer = (done: () => void) => {
    const { promise: isReadOn, resolve: readOn } = Promise.withResolvers<void>()
    before.pending = (after) => {
      if (after !== undefined) readOn()
    }
    collector.fault = async (_, answer) => {
      collector.fault = (_request, really) => really()
      await isReadOn
      await new Promise((resolve) => setTimeout(resolve, 20))
      done()
      return answer()
    }
  }

  it('no other one does, and every record travels once', async () => {
    let travelling = 0
    let most = 0
    collector.fault = async (_, answer) => {
      travelling += 1
      most = Math.max(most, travelling)
      await new Promise((resolve) => setTimeout(resolve, 5))
      travelling -= 1
      return answer()
    }
    bench.fill(2_300)
    await bench.pass(5 * SECOND)
    expect(most).toBe(1)
    expect(sentIds()).toHaveLength(2_300)
    expect(new Set(sentIds())).toHaveLength(2_300)
  })

  it('the one before is written down when the next has left, which writing would hold up', async () => {
    bench.fill(1_200)
    let left = 0
    const leftAtWriting: number[] = []
    before.markSynced = () => leftAtWriting.push(left)
    collector.fault = (_, answer) => {
      left += 1
      return answer()
    }
    await bench.pass(3 * SECOND)
    expect(leftAtWriting).toEqual([2, 3, 3])
  })

  it('what the agent takes back is not sent as it was, though it was read for the next batch', async () => {
    bench.fill(700)
    const last = bench.store.pending(700).at(-1)?.record.id ?? ''
    beforeFirstAnswer(() => {
      bench.store.interactions.remove(last)
      bench.sync.recordsChanged()
    })
    await bench.pass(5 * SECOND)
    expect(sentIds().filter((id) => id.startsWith(last))).toEqual([`${last}/2`])
    expect(sentIds()).toHaveLength(700)
    expect(bench.store.pendingCount()).toBe(0)
  })

  it('what the agent changes of it goes again, with the rest', async () => {
    bench.fill(700)
    const first = bench.store.pending(1)[0]?.record.id ?? ''
    beforeFirstAnswer(() => {
      bench.store.interactions.rate(first, 5)
      bench.sync.recordsChanged()
    })
    await bench.pass(5 * SECOND)
    expect(sentIds().filter((id) => id.startsWith(first))).toEqual([`${first}/1`, `${first}/2`])
    expect(sentIds()).toHaveLength(701)
    expect(bench.store.pendingCount()).toBe(0)
  })

  it('the one before is written down; where the disk refuses that, nothing travels on, and all goes again', async () => {
    bench.fill(1_200)
    let isRefused = true
    let called: AbortSignal | undefined
    before.markSynced = () => {
      if (!isRefused) return
      throw Object.assign(new Error('no space'), { code: 'disk-full' })
    }
    collector.fault = (request, answer) => {
      called = request.signal
      // The second one is on its way when the disk refuses.
      return isRefused && batches().length === 1 ? new Promise(() => {}) : answer()
    }
    await bench.pass(3 * SECOND)
    expect(batches()).toHaveLength(1)
    await vi.waitFor(() => expect(called?.aborted).toBe(true))
    expect(bench.sync.view).toMatchObject({ pending: 1_200, problem: 'storage' })
    isRefused = false
    await bench.pass(MINUTE)
    expect(bench.sync.view).toMatchObject({ pending: 0, problem: null })
    expect(collector.everything).toHaveLength(1_200)
  })

  it('the rest may be called off: nothing counts as sent that was not answered', async () => {
    bench.fill(1_200)
    let answered = 0
    collector.fault = (_, answer) => {
      if (answered === 1) return new Promise(() => {})
      answered += 1
      return answer()
    }
    bench.clock.pass(3 * SECOND)
    await vi.waitFor(() => expect(bench.store.pendingCount()).toBe(700))
    await bench.sync.stop()
    expect(bench.store.pendingCount()).toBe(700)
  })
})
