/** Restored, cloned, forgotten: in the end both sides hold the highest revision of everything, and then there is silence. */
import { cpSync } from 'node:fs'

import fc from 'fast-check'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { FakeClock } from '../../support/fake-clock.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { Bench, DAY, HOUR, MemorySecrets, MINUTE, SECOND, seeded } from './bench.ts'
import { ModelCollector } from './model-collector.ts'

vi.setConfig({ testTimeout: 120_000 })

const DAYS = [DAY, '2026-11-24', '2026-11-25']

let collector: ModelCollector
let bench: Bench
beforeEach(async () => {
  collector = new ModelCollector(() => bench.clock.now())
  bench = new Bench({ http: collector.http })
  await bench.enrolled()
  collector.seen.length = 0
})

const deviceOf = () => [...collector.devices.values()].at(-1)?.deviceId ?? ''
const held = () => collector.revisions(deviceOf())
const day = () => bench.pass(40 * HOUR, MINUTE)

/** The same data folder and key store on another computer, at the moment of the copy. */
async function cloneOf(original: Bench): Promise<Bench> {
  const folder = temporaryFolder()
  await original.close()
  cpSync(original.folder, folder, { recursive: true })
  const secrets = new MemorySecrets()
  if (original.secrets instanceof MemorySecrets) secrets.kept = original.secrets.kept
  await original.restart()
  return new Bench({ http: collector.http, folder, secrets, clock: new FakeClock('2026-11-23T12:05') })
}

describe('the comparison', () => {
  it('is made at start, once a day, and when the collector says that it was restored', async () => {
    expect(collector.count('/v1/digest')).toBe(0)
    await bench.restart()
    await bench.pass(2 * MINUTE)
    expect(collector.count('/v1/digest')).toBe(1)
    await bench.pass(240 * HOUR, 10 * MINUTE)
    expect(collector.count('/v1/digest')).toBeGreaterThanOrEqual(7)
    expect(collector.count('/v1/digest')).toBeLessThanOrEqual(21)
    const before = collector.count('/v1/digest')
    collector.epoch += 1
    bench.rate()
    await bench.pass(5 * SECOND)
    expect(collector.count('/v1/digest')).toBe(before + 1)
    collector.storeId = '9d6f0f0e-6f66-4b9e-8f10-0c5a2f4f9a55'
    bench.rate()
    await bench.pass(5 * SECOND)
    expect(collector.count('/v1/digest')).toBe(before + 2)
  })

  it('that is overdue is made when the computer wakes up', async () => {
    bench.clock.jumpTo('2026-11-25T09:00')
    bench.sync.woke()
    await bench.pass(6 * SECOND)
    expect(collector.count('/v1/digest')).toBe(1)
  })

  it('sends nothing where both sides hold the same, whatever waits or is refused', async () => {
    bench.rate()
    bench.smile()
    bench.store.pulses.answer('2026-Q4', 7)
    await bench.pass(5 * MINUTE)
    const bad = bench.rate(1)
    collector.refuses = ({ id }) => (id.startsWith(bad) ? 'invalid' : undefined)
    await bench.pass(5 * SECOND)
    const batches = collector.count('/v1/events')
    await day()
    await day()
    expect(collector.count('/v1/events')).toBe(batches)
  })

  it('leaves alone what is older than what the collector keeps', async () => {
    bench.rate(4, '2025-10-01')
    await bench.pass(5 * SECOND)
    collector.held.clear()
    collector.since = '2025-11-23'
    const batches = collector.count('/v1/events')
    await day()
    expect(collector.count('/v1/events')).toBe(batches)
  })

  it('of a quarter goes by its last day', async () => {
    bench.store.pulses.answer('2025-Q4', 7)
    bench.store.pulses.answer('2025-Q3', 7)
    bench.sync.recordsChanged()
    await bench.pass(5 * SECOND)
    collector.held.clear()
    collector.since = '2025-11-23'
    await day()
    expect(collector.everything).toMatchObject([{ data: { quarter: '2025-Q4' } }])
  })
})

describe('a collector restored from an older backup', () => {
  it.each([
    ['and says so by its epoch', 1],
    ['by hand, and does not say so', 0],
  ])(
    '%s: is filled up again, with tombstones, smileys and pulses, and then there is silence',
    async (_, epochs) => {
      bench.rate()
      await bench.pass(5 * SECOND)
      const backup = collector.backup()
      const [, removed] = [bench.rate(2, DAYS[1]), bench.rate(3, DAYS[2])]
      bench.smile()
      bench.store.pulses.answer('2026-Q4', 7)
      await bench.pass(5 * MINUTE)
      bench.store.interactions.remove(removed)
      bench.sync.recordsChanged()
      await bench.pass(5 * SECOND)
      const before = held()
      expect(before.size).toBe(5)
      collector.restore(backup)
      collector.epoch = 1 + epochs
      expect(held().size).toBe(1)
      await day()
      expect(held()).toEqual(before)
      const batches = collector.count('/v1/events')
      await day()
      await day()
      expect(collector.count('/v1/events')).toBe(batches)
    },
  )

  it('twice to the same backup is filled up twice', async () => {
    const backup = collector.backup()
    bench.rate()
    await bench.pass(5 * SECOND)
    const before = held()
    for (let n = 0; n < 2; n += 1) {
      collector.restore(backup)
      collector.epoch = 1
      await day()
      expect(held()).toEqual(before)
    }
  })

  it('while this computer was off is filled up at the next start', async () => {
    const backup = collector.backup()
    bench.rate()
    await bench.pass(5 * SECOND)
    const before = held()
    await bench.close()
    collector.restore(backup)
    await bench.restart()
    await bench.pass(2 * MINUTE)
    expect(held()).toEqual(before)
  })

  it('with a backlog of a year goes on where it was interrupted', async () => {
    const days = Array.from({ length: 40 }, (_, n) =>
      Temporal.PlainDate.from(DAY).subtract({ days: n }).toString(),
    )
    bench.fill(30, days)
    await bench.pass(5 * SECOND)
    const before = held()
    expect(before.size).toBe(1_200)
    collector.restore({ held: new Map(), devices: collector.devices })
    let batches = 0
    collector.fault = (request, answer) => {
      if (!request.url.endsWith('/v1/events')) return answer()
      batches += 1
      if (batches === 2) throw new Error('net::ERR_CONNECTION_RESET')
      return answer()
    }
    await bench.restart()
    await bench.pass(MINUTE)
    await bench.restart()
    await bench.pass(2 * MINUTE)
    expect(held()).toEqual(before)
  })
})

describe('this computer restored from an older copy', () => {
  it('accepts what the collector knows better, and sends on what it changes itself, above it', async () => {
    const first = bench.rate(1)
    const second = bench.rate(1)
    await bench.pass(5 * SECOND)
    const copy = await cloneOf(bench)
    bench.store.interactions.rate(first, 2)
    bench.store.interactions.rate(first, 3)
    bench.store.interactions.rate(second, 2)
    const lost = bench.rate()
    await bench.pass(MINUTE)
    await bench.close()
    // The copy takes its place: it knows nothing of the changes, nor of the last record.
    await copy.start()
    await copy.pass(2 * MINUTE)
    expect(held()).toEqual(
      new Map([
        [first, 3],
        [second, 2],
        [lost, 1],
      ]),
    )
    copy.store.interactions.rate(first, 5)
    copy.store.interactions.rate(second, 5)
    copy.sync.recordsChanged()
    await copy.pass(5 * SECOND)
    // `newer` lifts the first above 3; `forked` lifts the second, at revision 2 with other content, above 2.
    expect(held()).toEqual(
      new Map([
        [first, 4],
        [second, 3],
        [lost, 1],
      ]),
    )
    expect(collector.everything.filter(({ data }) => 'rating' in data && data.rating === 5)).toHaveLength(2)
    expect(copy.sync.view).toMatchObject({ pending: 0, refused: 0, problem: null })
    // The record that is only there still makes a difference: once more, and never again.
    const batches = collector.count('/v1/events')
    await copy.pass(400 * HOUR, MINUTE)
    expect(collector.count('/v1/events')).toBeLessThanOrEqual(batches + 1)
  })
})

describe('a data folder that was cloned', () => {
  it('and runs twice: both go on, the highest revision wins, and when nobody writes nobody sends', async () => {
    const shared = [bench.rate(), bench.rate()]
    await bench.pass(5 * SECOND)
    const clone = await cloneOf(bench)
    await clone.start()
    const both = async (ms: number) => {
      for (let passed = 0; passed < ms; passed += HOUR) {
        await bench.pass(HOUR, MINUTE)
        await clone.pass(HOUR, MINUTE)
      }
    }
    bench.store.interactions.rate(shared[0] ?? '', 1)
    clone.store.interactions.rate(shared[0] ?? '', 2)
    clone.store.interactions.withdraw(shared[1] ?? '')
    const own = [bench.rate(), clone.rate()]
    for (const one of [bench, clone]) one.sync.recordsChanged()
    await both(72 * HOUR)
    expect(new Set(held().keys())).toEqual(new Set([...shared, ...own]))
    expect(held().get(shared[0] ?? '')).toBe(3)
    for (const one of [bench, clone])
      expect(one.sync.view).toMatchObject({ pending: 0, refused: 0, problem: null })
    // Six weeks of silence: comparisons, and not one batch.
    collector.seen.length = 0
    await both(42 * 24 * HOUR)
    expect(collector.count('/v1/events')).toBe(0)
    expect(collector.count('/v1/digest')).toBeLessThanOrEqual(2 * 84)
  })

  it('and is worked on at random on both sides heals, and costs no more than a few requests a day', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const random = seeded(seed)
        collector = new ModelCollector(() => bench.clock.now())
        bench = new Bench({ http: collector.http })
        await bench.enrolled()
        const ids = [bench.rate(), bench.rate()]
        await bench.pass(5 * SECOND)
        const clone = await cloneOf(bench)
        await clone.start()
        collector.seen.length = 0
        const weeks = 2
        for (let n = 0; n < weeks * 7; n += 1) {
          for (const one of [bench, clone]) {
            const id = ids[Math.floor(random() * ids.length)] ?? ''
            const kind = random()
            if (kind < 0.5) one.rate(3, DAYS[n % 3])
            else if (kind < 0.75) one.store.interactions.rate(id, random() < 0.5 ? 1 : 2)
            else one.store.interactions.withdraw(id)
            one.sync.recordsChanged()
          }
          for (let hour = 0; hour < 24; hour += 4)
            for (const one of [bench, clone]) await one.pass(4 * HOUR, 10 * MINUTE)
        }
        for (let hour = 0; hour < 96; hour += 4)
          for (const one of [bench, clone]) await one.pass(4 * HOUR, 10 * MINUTE)
        const now = held()
        for (const one of [bench, clone]) {
          expect(one.store.pendingCount()).toBe(0)
          for (const [id, revision] of one.revisions(DAYS))
            expect(now.get(id)).toBeGreaterThanOrEqual(revision)
        }
        // Every record's highest revision on either side is the one that is held.
        for (const [id, revision] of now) {
          const highest = [bench, clone].map((one) => one.store.interactions.get(id)?.revision ?? 0)
          expect([id, Math.max(...highest)]).toEqual([id, revision])
        }
        expect(collector.count('/v1/events') / (2 * weeks * 7)).toBeLessThan(6)
        collector.seen.length = 0
        for (const one of [bench, clone]) await one.pass(14 * 24 * HOUR, 10 * MINUTE)
        expect(collector.count('/v1/events')).toBe(0)
        await clone.close()
        await bench.close()
      }),
      { numRuns: 6 },
    )
  })
})
