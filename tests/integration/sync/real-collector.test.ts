/** The sync against the real collector, over real HTTP. */
import { cpSync } from 'node:fs'

import { describe, expect, it } from 'vitest'

import { DEFAULT_POLICY } from '../../../src/shared/policy.ts'
import type { WireEvent } from '../../../src/shared/wire/events.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { nodeHttp } from '../../support/node-http.ts'
import { Bench, DAY, HOUR, MemorySecrets, MINUTE, SECOND } from '../../unit/sync/bench.ts'
import { newInteraction, ZONE } from '../../unit/store/fixtures.ts'
import { eventsOf, listenedTo, RealCollector, unpackedText } from './support.ts'

/** One clock for a desk: the collector's and that of its computers. */
async function desk(clock = new FakeClock('2026-11-23T12:00')) {
  const collector = await new RealCollector(() => clock.now()).start()
  const computer = async (folder = temporaryFolder(), secrets = new MemorySecrets()) =>
    new Bench({ http: nodeHttp, clock, folder, secrets }).start()
  return { clock, collector, computer, first: await computer() }
}

async function join(bench: Bench, endpoint: string, code: string): Promise<void> {
  expect(await bench.sync.enrol(endpoint, code)).toEqual({ ok: true })
  await bench.pass(SECOND)
}

async function heldFor(bench: Bench): Promise<WireEvent[]> {
  const result = await bench.sync.exportFromCollector()
  if (!result.ok) throw new Error(result.code)
  return eventsOf(result.body)
}
const idsOf = (events: readonly WireEvent[]) => new Set(events.map(({ id }) => id))

describe('with a real collector', () => {
  it('ratings, changes, undo, deletions, smileys and pulses arrive in their last state, a backlog in batches', async () => {
    const { collector, first } = await desk()
    first.fill(1_100, [DAY, '2026-11-20'])
    await join(first, collector.url, await collector.code())
    const [kept, withdrawn, removed] = [first.rate(5), first.rate(1), first.rate(3)]
    first.smile()
    first.store.pulses.answer('2026-Q4', 9)
    await first.pass(5 * MINUTE)
    first.store.interactions.withdraw(withdrawn)
    first.store.interactions.remove(removed)
    first.store.days.withdraw(DAY)
    first.sync.recordsChanged()
    await first.pass(5 * SECOND)
    expect(first.sync.view).toMatchObject({ pending: 0, refused: 0, problem: null, team: 'Claims' })
    const held = await heldFor(first)
    expect(held).toHaveLength(2_205)
    const byId = new Map(held.map((event) => [event.id, event.data]))
    expect(byId.get(`${kept}/1`)).toMatchObject({ rating: 5 })
    expect(byId.get(`${withdrawn}/2`)).toMatchObject({ outcome: null, rating: null })
    expect(byId.get(`${removed}/2`)).toMatchObject({ deleted: true })
    // The comparison agrees: nothing is sent again.
    const [before] = [first.sync.view.lastSentAt]
    await first.pass(40 * HOUR, MINUTE)
    expect(first.sync.view.lastSentAt).toBe(before)
  })

  it('that is restored from an older backup everything is there again, and its figures are right', async () => {
    const { collector, first } = await desk()
    await join(first, collector.url, await collector.code())
    first.rate(2)
    await first.pass(5 * SECOND)
    const backup = await collector.backUp()
    const removed = first.rate(4)
    first.smile()
    first.store.pulses.answer('2026-Q4', 9)
    await first.pass(5 * MINUTE)
    first.store.interactions.remove(removed)
    first.sync.recordsChanged()
    await first.pass(5 * SECOND)
    const before = idsOf(await heldFor(first))
    await collector.restore(backup)
    expect((await heldFor(first)).length).toBe(1)
    await first.pass(40 * HOUR, MINUTE)
    expect(idsOf(await heldFor(first))).toEqual(before)
    expect(await collector.administer((administration) => administration.verifyRollups())).toEqual([])
  })

  it('that is off for a day gets everything when it is back', async () => {
    const { collector, first } = await desk()
    await join(first, collector.url, await collector.code())
    await collector.stop()
    for (let n = 0; n < 5; n += 1) {
      first.rate()
      await first.pass(HOUR, MINUTE)
    }
    expect(first.sync.view).toMatchObject({ pending: 5, problem: 'unreachable' })
    await collector.start()
    await first.pass(16 * MINUTE)
    expect(first.sync.view).toMatchObject({ pending: 0, problem: null })
    expect(await heldFor(first)).toHaveLength(5)
  })

  it('two computers of one agent are two devices of one agent; each record is there once', async () => {
    const { collector, first, computer } = await desk()
    await join(first, collector.url, await collector.code())
    const made = await first.sync.createTransferCode()
    if (!made.ok) throw new Error(made.code)
    const second = await computer()
    await join(second, collector.url, made.code)
    first.rate(1)
    second.rate(2)
    first.smile()
    await first.pass(5 * MINUTE)
    second.smile()
    await second.pass(5 * MINUTE)
    expect(idsOf(await heldFor(first))).toEqual(idsOf(await heldFor(second)))
    expect(await heldFor(first)).toHaveLength(4)
    const { agents, devices } = await collector.administer((administration) => administration.statistics())
    expect([agents, devices]).toEqual([1, 2])
    expect(await collector.administer((administration) => administration.verifyRollups())).toEqual([])
  })

  it('a cloned data folder heals, and both copies end in silence', async () => {
    const { collector, first, computer } = await desk()
    await join(first, collector.url, await collector.code())
    const shared = first.rate(1)
    await first.pass(5 * SECOND)
    await first.close()
    const folder = temporaryFolder()
    cpSync(first.folder, folder, { recursive: true })
    await first.restart()
    const secrets = new MemorySecrets()
    if (first.secrets instanceof MemorySecrets) secrets.kept = first.secrets.kept
    const clone = await computer(folder, secrets)
    first.store.interactions.rate(shared, 2)
    clone.store.interactions.rate(shared, 3)
    for (const one of [first, clone]) one.rate(5)
    await first.pass(2 * MINUTE)
    await clone.pass(2 * MINUTE)
    const held = await heldFor(first)
    expect(held).toHaveLength(3)
    expect(held.find(({ id }) => id.startsWith(shared))?.id).toBe(`${shared}/3`)
    for (const one of [first, clone]) expect(one.sync.view).toMatchObject({ pending: 0, refused: 0 })
  })

  it('a revoked computer stops, and is the same one after its next code', async () => {
    const { collector, first } = await desk()
    await join(first, collector.url, await collector.code())
    first.rate()
    await first.pass(5 * SECOND)
    await collector.administer(async (administration) => {
      for (const { deviceId } of await administration.devices()) await administration.revokeDevice(deviceId)
    })
    first.rate()
    await first.pass(5 * SECOND)
    expect(first.sync.view).toMatchObject({ connection: 'revoked', pending: 1 })
    await join(first, collector.url, await collector.code())
    await first.pass(5 * SECOND)
    expect(await heldFor(first)).toHaveLength(2)
    const { devices, agents } = await collector.administer((administration) => administration.statistics())
    expect([agents, devices]).toEqual([1, 1])
  })

  it('everything erased stays erased, here and there, and on the agent’s other computer', async () => {
    const { collector, first, computer } = await desk()
    await join(first, collector.url, await collector.code())
    const made = await first.sync.createTransferCode()
    const second = await computer()
    await join(second, collector.url, made.ok ? made.code : '')
    first.rate()
    second.rate()
    await first.pass(5 * SECOND)
    await second.pass(5 * SECOND)
    expect(await first.sync.erase({ collector: true, here: false, keepState: [] })).toEqual({ ok: true })
    second.rate()
    await second.pass(5 * SECOND)
    expect(second.sync.view.connection).toBe('erased')
    await first.pass(40 * HOUR, MINUTE)
    expect(await heldFor(first)).toEqual([])
    const fresh = first.rate()
    await first.pass(5 * SECOND)
    expect(idsOf(await heldFor(first))).toEqual(new Set([`${fresh}/1`]))
    expect(await collector.administer((administration) => administration.verifyRollups())).toEqual([])
  })

  it('leaving and coming back makes the same device, and counts nothing twice', async () => {
    const { collector, first } = await desk()
    await join(first, collector.url, await collector.code())
    first.rate()
    await first.pass(5 * SECOND)
    await first.sync.disconnect()
    expect(first.sync.view.connection).toBe('none')
    await join(first, collector.url, await collector.code())
    await first.pass(5 * SECOND)
    const { interactions, devices } = await collector.administer((administration) =>
      administration.statistics(),
    )
    expect([interactions, devices]).toEqual([1, 1])
  })

  it('a wrong code and an address where something else answers are said as such', async () => {
    const { collector, first } = await desk()
    expect(await first.sync.enrol(collector.url, '3-7QK2M-4XR9T-HJ0WD')).toEqual({
      ok: false,
      code: 'code-unknown',
    })
    expect(await first.sync.enrol(`${collector.url}/somewhere`, await collector.code())).toMatchObject({
      ok: false,
    })
    expect(await first.sync.enrol('http://127.0.0.1:1', 'CODE')).toEqual({ ok: false, code: 'unreachable' })
    expect(first.sync.view).toMatchObject({ connection: 'none', endpoint: null })
  })
})

/** Values that stand in every field of the records, so that any trace of one is found. */
const MARKS = {
  note: 'Nautilus',
  zone: 'Pacific/Marquesas',
  trigger: 'Trombone',
  external: 'Xylophone',
  sharedExternal: 'Zeppelin',
} as const

describe('what leaves this computer', () => {
  /** Everything that a record can hold, with marks, and all that was sent of it. */
  async function everythingSent(policy = DEFAULT_POLICY) {
    const clock = new FakeClock('2026-11-23T13:57:41')
    const { collector, first } = await desk(clock)
    await collector.setPolicy(policy)
    const wire = await listenedTo(collector.url)
    await join(first, wire.url, await collector.code())
    const began = clock.now()
    const add = (external: string) =>
      first.store.interactions.add(
        newInteraction({
          timeZone: MARKS.zone,
          externalIds: [external],
          direction: 'outbound',
          cause: 'transferred',
          trigger: MARKS.trigger,
          startedAt: began - 1_234_567,
          endedAt: began - 7_654,
          durationMs: 1_226_913,
          promptedAt: began - 3_210,
          queue: 'Claims & Co',
        }),
      ).id
    for (let n = 0; n < 12; n += 1) {
      const id = add(MARKS.external)
      first.store.interactions.rate(id, 2)
      first.store.interactions.answer(id, { note: MARKS.note, solved: false, reasons: ['systems'] })
    }
    const shared = add(MARKS.sharedExternal)
    first.store.interactions.rate(shared, 1)
    first.store.interactions.answer(shared, { note: MARKS.note, followUp: 'Promised a refund.' })
    const story = add(MARKS.sharedExternal)
    first.store.interactions.rate(story, 5)
    first.store.interactions.answer(story, { story: 'They sang.' })
    first.store.interactions.expire([add(MARKS.external)])
    const removed = add(MARKS.external)
    first.store.interactions.rate(removed, 1)
    first.store.interactions.remove(removed)
    first.store.interactions.add(newInteraction({ externalIds: [MARKS.external], trigger: MARKS.trigger }))
    first.store.days.open(DAY, MARKS.zone)
    first.store.days.markAsked(DAY, began - 99)
    first.store.days.smile(DAY, 'sad')
    first.store.pulses.answer('2026-Q4', 3)
    first.sync.recordsChanged()
    await first.pass(2 * MINUTE)
    await first.pass(40 * HOUR, MINUTE)
    expect(first.store.pendingCount()).toBe(0)
    return { text: unpackedText(wire.sent()), began, first, shown: first.sync }
  }

  it('is no note, no clock time, no duration, no trigger, no zone, no external id without a reason to share it', async () => {
    const { text, began } = await everythingSent()
    // It is what was sent, packed batches too.
    for (const there of [
      'Promised a refund.',
      'They sang.',
      'Claims & Co',
      '"rating":2',
      MARKS.sharedExternal,
    ])
      expect(text).toContain(there)
    for (const secret of [MARKS.note, MARKS.zone, MARKS.trigger, MARKS.external])
      expect(text).not.toContain(secret)
    for (const field of [
      'direction',
      'outbound',
      'cause',
      'transferred',
      'duration',
      'At"',
      'time"',
      'zone',
      'asked',
    ])
      expect(text).not.toContain(field)
    // No instant of the records, in whatever unit: the first digits are those of the whole day.
    for (const instant of [1_234_567, 7_654, 3_210, 99, 0].map((ago) => began - ago)) {
      expect(text).not.toContain(String(instant))
      expect(text).not.toContain(String(Math.floor(instant / 1000)))
      expect(text).not.toContain(new Date(instant).toISOString().slice(0, 16))
    }
    expect(text).not.toContain('1226913')
    expect(text).not.toMatch(/\b1[23]:57\b/)
  })

  it('is no clock time in an id either: the time of each is that of its day', async () => {
    const { text } = await everythingSent()
    const ids = [...text.matchAll(/"id":"([0-9a-f-]{36})\//g)].map(([, id = '']) => id)
    expect(new Set(ids).size).toBeGreaterThan(15)
    for (const id of ids) {
      const at = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)
      expect(new Date(at).toISOString()).toBe('2026-11-23T00:00:00.000Z')
    }
  })

  it('are external ids with every rating once the policy says so, and only then, and the view says it', async () => {
    const { text, first } = await everythingSent({
      ...DEFAULT_POLICY,
      customerComparison: { worksCouncilAgreedOn: '2026-01-31' },
    })
    expect(text).toContain(MARKS.external)
    expect(text).not.toContain(MARKS.note)
    expect(first.sync.view.customerComparison).toBe(true)
  })

  it('is exactly what is shown before it leaves', async () => {
    const { collector, first } = await desk()
    const wire = await listenedTo(collector.url)
    await join(first, wire.url, await collector.code())
    for (let n = 0; n < 3; n += 1) first.rate(n === 0 ? 1 : 5)
    first.store.days.open(DAY, ZONE)
    first.store.days.smile(DAY, 'happy')
    const shown = first.sync.outgoing(100)
    expect(shown).toHaveLength(4)
    await first.pass(5 * SECOND)
    expect(unpackedText(wire.sent())).toContain(JSON.stringify(shown))
    expect(first.sync.outgoing(100)).toEqual([])
  })
})
