/** What was erased at the collector stays away; what the agent changes of it comes back to it, and is kept there. */
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { newInteraction, ZONE } from '../store/fixtures.ts'
import { Bench, DAY, HOUR, MINUTE, SECOND } from './bench.ts'
import { deviceOf } from './connection-support.ts'
import { ModelCollector } from './model-collector.ts'

vi.setConfig({ testTimeout: 120_000 })

let collector: ModelCollector
let bench: Bench
beforeEach(async () => {
  collector = new ModelCollector(() => bench.clock.now())
  bench = new Bench({ http: collector.http })
  await bench.enrolled()
})

const held = () => collector.revisions(deviceOf(collector))
const day = () => bench.pass(40 * HOUR, MINUTE)

describe('after everything was erased at the collector', () => {
  /** From before: one that stays as it was, one that changes, one that is answered only now, a day. */
  const erased = async () => {
    bench.store.days.open(DAY, ZONE)
    const [left, changed] = [bench.rate(), bench.rate()]
    const waiting = bench.store.interactions.add(newInteraction({ workDay: DAY })).id
    await bench.pass(5 * SECOND)
    await bench.sync.erase({ collector: true, here: false, keepState: [] })
    await bench.pass(MINUTE)
    const backup = collector.backup()
    bench.store.interactions.rate(changed, 1)
    bench.store.interactions.rate(waiting, 2)
    const fresh = bench.rate()
    bench.smile()
    await bench.pass(5 * MINUTE)
    const smiley = bench.store.days.get(DAY)?.id ?? ''
    return {
      backup,
      left,
      anew: new Map([...one(changed, 2), ...one(waiting), ...one(fresh), ...one(smiley)]),
    }
  }
  const one = (id: string, revision = 1): readonly [readonly [string, number]] => [[id, revision]]

  it('what the agent changes of before is compared: both sides agree, and nothing is sent for nothing', async () => {
    const { anew } = await erased()
    expect(held()).toEqual(anew)
    collector.seen.length = 0
    for (let n = 0; n < 3; n += 1) await day()
    expect(collector.count('/v1/digest')).toBeGreaterThan(1)
    expect(collector.count('/v1/events')).toBe(0)
  })

  it('a collector that is restored gets it again, and nothing else of before', async () => {
    const { backup, anew, left } = await erased()
    collector.restore(backup)
    expect(held()).toEqual(new Map())
    await day()
    expect(held()).toEqual(anew)
    expect(held().has(left)).toBe(false)
  })

  it('another collector gets it too', async () => {
    const { anew, left } = await erased()
    await bench.sync.disconnect()
    collector.held.clear()
    expect(await bench.sync.enrol('https://collector.example', 'CODE')).toEqual({ ok: true })
    await day()
    expect(held()).toEqual(anew)
    expect(held().has(left)).toBe(false)
  })

  it('and erased once more, it is of before again', async () => {
    await erased()
    await bench.sync.erase({ collector: true, here: false, keepState: [] })
    for (let n = 0; n < 3; n += 1) await day()
    expect(held()).toEqual(new Map())
  })
})
