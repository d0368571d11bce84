/** The agent's own data against the real collector: what leaves, taking all of it along, and erasing it for good. */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { parse } from 'csv-parse/sync'
import { describe, expect, it, vi } from 'vitest'

import { OwnData } from '../../../src/main/own-data.ts'
import { openStore } from '../../../src/main/store/index.ts'
import {
  dayRecordSchema,
  interactionSchema,
  pulseRecordSchema,
  type Interaction,
} from '../../../src/shared/records.ts'
import { z } from '../../../src/shared/zod.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { contentsOf } from '../../unit/store/support.ts'
import { Bench, DAY, MINUTE, SECOND } from '../../unit/sync/bench.ts'
import { newInteraction, ZONE } from '../../unit/store/fixtures.ts'
import { eventsOf } from './support.ts'
import { Desk, teamDesk } from './team-desk.ts'

vi.setConfig({ testTimeout: 30_000 })

const NOTE = 'Xylophone, only for me'

/** The own data of a computer, with a person who answers where to save. */
function ownData(bench: Bench, folder = temporaryFolder()) {
  const questions: string[] = []
  const errors: unknown[] = []
  const state = {
    path: undefined as string | undefined,
    erased: 0,
    separator: ',' as ',' | ';',
    isWritten: true,
    isStuck: false,
  }
  const own = new OwnData({
    store: bench.store,
    sync: bench.sync,
    clock: bench.clock,
    program: '1.0.0',
    askWhereTo: (_from, { fileName }) => {
      questions.push(fileName)
      return Promise.resolve(state.path)
    },
    words: (key) => key,
    csv: () => ({ bom: true, separator: state.separator }),
    isWritten: () => state.isWritten,
    erased: () => {
      if (state.isStuck) return Promise.reject(new Error('the pages keep it'))
      state.erased += 1
      return Promise.resolve()
    },
    onError: (error) => errors.push(error),
  })
  return { own, questions, errors, state, folder, at: (name: string) => (state.path = join(folder, name)) }
}

/** One of everything that a record can have. */
function fill({ store }: Bench): Interaction {
  const { id } = store.interactions.add(
    newInteraction({ queue: '=cmd|calc', startedAt: Date.UTC(2026, 10, 23, 11), durationMs: 61_500 }),
  )
  store.interactions.rate(id, 2)
  store.interactions.answer(id, {
    solved: false,
    reasons: ['process', 'waiting'],
    followUp: 'Call back, "please"',
    story: 'A good one; really',
    note: `${NOTE}\nsecond line`,
  })
  store.interactions.add(newInteraction())
  store.interactions.remove(store.interactions.add(newInteraction()).id)
  store.days.open(DAY, ZONE)
  store.days.smile(DAY, 'sad')
  store.pulses.answer('2026-Q4', 3)
  const interaction = store.interactions.get(id)
  if (interaction === undefined) throw new Error('not there')
  return interaction
}

const exportSchema = z.strictObject({
  format: z.literal('aftercall-export'),
  version: z.literal(1),
  program: z.string(),
  exportedAt: z.iso.datetime(),
  interactions: z.array(interactionSchema),
  days: z.array(dayRecordSchema),
  pulses: z.array(pulseRecordSchema),
})

describe('what leaves this computer', () => {
  it('is shown exactly as it is sent, newest first, from before anybody has joined until it has arrived', async () => {
    const { collector, team, agent } = await teamDesk()
    const alone = new Desk(agent.bench.clock)
    await alone.bench.start()
    fill(alone.bench)
    const { own } = ownData(alone.bench)
    const before = own.leaves(null, 10)
    expect(before.records.map(({ state }) => state)).toEqual([{ s: 'alone' }, { s: 'alone' }, { s: 'alone' }])
    expect(JSON.stringify(before)).not.toContain('Xylophone')
    await alone.join(collector.url, await team.code('agent'))
    const { records, next, counts } = own.leaves(null, 10)
    expect(next).toBeNull()
    expect(counts).toEqual({ pending: 0, refused: 0, sent: 3 })
    expect(records.map(({ state }) => state.s)).toEqual(['sent', 'sent', 'sent'])
    const held = await alone.bench.sync.exportFromCollector()
    if (!held.ok) throw new Error(held.code)
    const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)
    const shown = records.map(({ event }) => event)
    expect(shown.toSorted(byId)).toEqual(eventsOf(held.body).toSorted(byId))
  })

  it('comes in pages, and says of each record where it stands', async () => {
    const { agent } = await teamDesk()
    const { own } = ownData(agent.bench)
    agent.bench.rate(5)
    await agent.pass()
    agent.isOnline = false
    agent.bench.rate(1)
    agent.bench.rate(2)
    const first = own.leaves(null, 2)
    expect(first.records.map(({ state }) => state.s)).toEqual(['pending', 'pending'])
    expect(first.counts).toEqual({ pending: 2, refused: 0, sent: 1 })
    const second = own.leaves(first.next, 2)
    expect(second.records.map(({ state }) => state.s)).toEqual(['sent'])
    expect(second.next).toBeNull()
  })

  it('of before an erasure at the collector stays here, and says so, until it is changed', async () => {
    const { agent } = await teamDesk()
    const { own } = ownData(agent.bench)
    const id = agent.bench.rate(5)
    agent.bench.rate(4)
    await agent.pass()
    expect(await agent.bench.sync.erase({ collector: true, here: false, keepState: [] })).toEqual({
      ok: true,
    })
    const states = () => own.leaves(null, 5).records.map(({ state }) => state.s)
    expect(states()).toEqual(['kept-here', 'kept-here'])
    await agent.pass()
    expect(states()).toEqual(['kept-here', 'kept-here'])
    agent.bench.store.interactions.rate(id, 1)
    agent.bench.sync.recordsChanged()
    expect(states()).toEqual(['kept-here', 'pending'])
    await agent.pass()
    expect(states()).toEqual(['kept-here', 'sent'])
    expect(own.leaves(null, 5).counts).toEqual({ pending: 0, refused: 0, sent: 1 })
  })
})

describe('an export', () => {
  it('as JSON has every record as it is kept, notes and what was removed included', async () => {
    const bench = new Bench({ http: () => Promise.reject(new Error('net::ERR_INTERNET_DISCONNECTED')) })
    await bench.start()
    const interaction = fill(bench)
    const { own, at, questions } = ownData(bench)
    const path = at('mine.json')
    expect(await own.export('json', 'summary')).toEqual({ saved: true, path })
    expect(questions).toEqual(['aftercall-2026-11-23.json'])
    const document = exportSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
    expect(document.interactions).toHaveLength(3)
    expect(document.interactions.find(({ id }) => id === interaction.id)).toEqual(interaction)
    expect(document.interactions.filter(({ deleted }) => deleted)).toHaveLength(1)
    expect(document.days).toEqual([bench.store.days.get(DAY)])
    expect(document.pulses).toEqual([bench.store.pulses.get('2026-Q4')])
    // For its owner only, and nothing else is left beside it.
    expect(statSync(path).mode & 0o77).toBe(0)
    expect(readdirSync(join(path, '..'))).toEqual(['mine.json'])
  })

  it('has each record once, however many there are', async () => {
    const bench = new Bench({ http: () => Promise.reject(new Error('net::ERR_INTERNET_DISCONNECTED')) })
    await bench.start()
    bench.fill(1_501)
    const { own, at } = ownData(bench)
    const path = at('mine.json')
    await own.export('json', 'summary')
    const { interactions } = exportSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
    expect(new Set(interactions.map(({ id }) => id)).size).toBe(1_501)
    expect(interactions).toHaveLength(1_501)
  })

  it.each([',', ';'] as const)(
    'as CSV with %s can be read back, and no cell works as a formula',
    async (separator) => {
      const bench = new Bench({ http: () => Promise.reject(new Error('net::ERR_INTERNET_DISCONNECTED')) })
      await bench.start()
      const interaction = fill(bench)
      const { own, at, state } = ownData(bench)
      state.separator = separator
      const path = at('mine.csv')
      expect(await own.export('csv', 'summary')).toEqual({ saved: true, path })
      const rows: Record<string, string>[] = parse(readFileSync(path), {
        bom: true,
        columns: true,
        delimiter: separator,
      })
      // What was removed has nothing to show.
      expect(rows.map(({ kind }) => kind)).toEqual(['interaction', 'interaction', 'day', 'pulse'])
      expect(rows[0]).toMatchObject({
        id: interaction.id,
        workDay: DAY,
        queue: "'=cmd|calc",
        rating: '2',
        solved: 'no',
        reasons: 'process waiting',
        followUp: 'Call back, "please"',
        story: 'A good one; really',
        note: `${NOTE}\nsecond line`,
        startedAt: '2026-11-23T11:00:00.000Z',
        durationSeconds: '61.5',
        externalIds: 'sip:1f2e@192.0.2.7',
      })
      expect(rows[2]).toMatchObject({ workDay: DAY, smiley: 'sad' })
      expect(rows[3]).toMatchObject({ quarter: '2026-Q4', score: '3' })
    },
  )

  it('of what the collector holds is its own document, byte for byte', async () => {
    const { agent } = await teamDesk()
    agent.bench.rate(5)
    await agent.pass()
    const { own, at } = ownData(agent.bench)
    const path = at('theirs.json')
    expect(await own.exportFromCollector('summary')).toEqual({ saved: true, path })
    expect(eventsOf(readFileSync(path))).toMatchObject([{ data: { rating: 5 } }])
  })

  it('that isn’t wanted after all writes nothing and asks nobody; one that can’t be had says why', async () => {
    const { agent } = await teamDesk()
    const { own, at, folder } = ownData(agent.bench)
    agent.asked.length = 0
    expect(await own.export('csv', 'summary')).toEqual({ saved: false, why: 'cancelled' })
    expect(await own.exportFromCollector('summary')).toEqual({ saved: false, why: 'cancelled' })
    expect(agent.asked).toEqual([])
    agent.isOnline = false
    at('theirs.json')
    expect(await own.exportFromCollector('summary')).toEqual({ saved: false, why: 'no-network' })
    expect(readdirSync(folder)).toEqual([])
  })

  it('to where nothing can be written leaves what was there', async () => {
    const bench = new Bench({ http: () => Promise.reject(new Error('net::ERR_INTERNET_DISCONNECTED')) })
    await bench.start()
    fill(bench)
    const { own, state, errors, folder } = ownData(bench)
    writeFileSync(join(folder, 'file'), 'mine')
    const path = (state.path = join(folder, 'file', 'below.json'))
    expect(await own.export('json', 'summary')).toEqual({ saved: false, why: 'failed', path })
    expect(errors.length).toBeGreaterThan(0)
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('mine')
  })
})

describe('erasing everything', () => {
  const traces = (folder: string) =>
    [...contentsOf(folder)].filter(([, content]) => content.includes('Xylophone')).map(([path]) => path)

  it('leaves no word of a note on this computer and nothing at the collector, and both go on together', async () => {
    const { agent } = await teamDesk()
    const { bench } = agent
    fill(bench)
    bench.sync.recordsChanged()
    await agent.pass()
    await bench.store.backUp()
    bench.store.state.write('settings', { language: 'nl' })
    expect(traces(bench.folder).length).toBeGreaterThan(1)
    const { own, state } = ownData(bench)
    expect(await own.erase(true, 'summary')).toEqual({ erased: true })
    expect(state.erased).toBe(1)
    expect(traces(bench.folder)).toEqual([])
    expect(own.leaves(null, 10)).toEqual({
      records: [],
      next: null,
      counts: { pending: 0, refused: 0, sent: 0 },
    })
    const held = await bench.sync.exportFromCollector()
    expect(held.ok && eventsOf(held.body)).toEqual([])
    expect(bench.store.state.read('settings', z.unknown())).toEqual({ language: 'nl' })
    expect(bench.log.join('\n')).not.toContain('Xylophone')
    // The next answers count as ever.
    bench.rate(4)
    await agent.pass()
    expect(own.leaves(null, 10)).toMatchObject({ records: [{ state: { s: 'sent' } }], counts: { sent: 1 } })
    await bench.close()
    expect(traces(bench.folder)).toEqual([])
  })

  it('erases nothing, neither here nor there, while the collector can’t be reached', async () => {
    const { agent } = await teamDesk()
    fill(agent.bench)
    agent.bench.sync.recordsChanged()
    await agent.pass()
    agent.isOnline = false
    const { own, state } = ownData(agent.bench)
    expect(await own.erase(true, 'summary')).toEqual({ erased: false, problem: 'no-network' })
    expect(state.erased).toBe(0)
    expect(own.leaves(null, 10).records).toHaveLength(3)
    agent.isOnline = true
    const held = await agent.bench.sync.exportFromCollector()
    expect(held.ok && eventsOf(held.body).length).toBe(3)
  })

  it('here alone is always possible, also without a network', async () => {
    const { agent } = await teamDesk()
    fill(agent.bench)
    agent.bench.sync.recordsChanged()
    await agent.pass()
    agent.isOnline = false
    const { own } = ownData(agent.bench)
    expect(await own.erase(false, 'summary')).toEqual({ erased: true })
    expect(traces(agent.bench.folder)).toEqual([])
    agent.isOnline = true
    await agent.pass(MINUTE)
    const held = await agent.bench.sync.exportFromCollector()
    expect(held.ok && eventsOf(held.body).length).toBe(3)
  })

  it('waits until what was answered is on the disk: it would come back afterwards', async () => {
    const { agent } = await teamDesk()
    agent.bench.rate(5)
    await agent.pass()
    const { own, state } = ownData(agent.bench)
    state.isWritten = false
    expect(await own.erase(true, 'summary')).toEqual({ erased: false, problem: 'storage' })
    expect(own.leaves(null, 5).counts.sent).toBe(1)
    const held = await agent.bench.sync.exportFromCollector()
    expect(held.ok && eventsOf(held.body)).toHaveLength(1)
  })

  it('isn’t said to be done while the windows still keep something, and can be done again', async () => {
    const { agent } = await teamDesk()
    fill(agent.bench)
    const { own, state, errors } = ownData(agent.bench)
    state.isStuck = true
    expect(await own.erase(false, 'summary')).toEqual({ erased: false, problem: 'storage' })
    expect(errors).toHaveLength(1)
    state.isStuck = false
    expect(await own.erase(false, 'summary')).toEqual({ erased: true })
    expect(traces(agent.bench.folder)).toEqual([])
  })

  it('takes the team’s board along', async () => {
    const { lead, agent } = await teamDesk()
    await agent.shares({ story: 'Xylophone' })
    await lead.boards.refresh()
    expect(traces(lead.bench.folder).length).toBeGreaterThan(0)
    const { own } = ownData(lead.bench)
    await own.erase(false, 'summary')
    lead.boards.erased()
    expect(lead.boards.view().board).toBeNull()
    expect(traces(lead.bench.folder)).toEqual([])
  })

  it('needs nobody where there is no team', async () => {
    const bench = new Bench({ http: () => Promise.reject(new Error('net::ERR_INTERNET_DISCONNECTED')) })
    await bench.start()
    fill(bench)
    const { own } = ownData(bench)
    expect(await own.erase(false, 'summary')).toEqual({ erased: true })
    await bench.pass(SECOND)
    await bench.close()
    const again = openStore({ directory: bench.folder, now: () => bench.clock.now() })
    expect(again.everything.interactions(10, null)).toEqual([])
    again.close()
  })
})
