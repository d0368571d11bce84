/** What every database promises about customers beside agents: feedback, its joining, and what is told of it for ever. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { parseFeedbackToken } from '../../../src/collector/auth/secrets.ts'
import type { FeedbackRow } from '../../../src/collector/store/customers.ts'
import { dayNumber, dayText } from '../../../src/shared/calendar.ts'
import { figuresOf, pairsOf, scoresOf, type RawInteraction } from '../feedback/reference.ts'
import { expectFigures, QUARTER, worlds, type World } from '../feedback/worlds.ts'
import { openBench, type Bench } from './bench.ts'
import type { Place } from './places.ts'
import { closableAt, crewOf, ratingOf, type Crew } from './publishing-support.ts'
import { deviceOf, interaction, send, tombstone } from './support.ts'

const ON = { threshold: 5, retentionMonths: 12, customerComparison: { worksCouncilAgreedOn: '2026-01-01' } }
/** When the quarter is over and nothing of it is closed yet. */
const AFTER = Date.UTC(2027, 0, 2)

export function describeCustomers(create: () => Promise<Place>, numRuns: number): void {
  const bench = openBench(create, 'test')
  describe('feedback', () => {
    describeFeedback(bench)
  })
  describe('what is told of customers', () => {
    describePublished(bench)
    describeWorlds(bench, numRuns)
  })
}

function row(externalId: string, score: number, more: Partial<FeedbackRow> = {}): FeedbackRow {
  return { externalId, scale: 'nps', score, givenOn: null, ...more }
}

function describeFeedback(bench: Bench): void {
  const { admin, feedback, kept } = helpers(bench)

  it('isn’t wanted unless a policy has the comparison switched on, the organisation’s or a team’s', async () => {
    expect(await feedback().rule()).toBeUndefined()
    const team = await admin().createTeam('One')
    await admin().setPolicy(ON, team.id)
    expect(await feedback().rule()).toBeDefined()
    await admin().setPolicy(null, team.id)
    expect(await feedback().rule()).toBeUndefined()
    await admin().setPolicy(ON)
    expect(await feedback().rule()).toEqual(await admin().feedback.rule())
  })

  it('keeps the last answer by interaction and scale', async () => {
    await admin().setPolicy(ON)
    const two = [row('a', 9), row('a', 4, { scale: 'csat-5' })]
    expect(await feedback().store(two)).toEqual({ stored: 2, unchanged: 0 })
    expect(await feedback().store([row('a', 9), row('a', 3, { scale: 'csat-5' })])).toEqual({
      stored: 1,
      unchanged: 1,
    })
    expect(await kept()).toEqual(['a csat-5 3', 'a nps 9'])
    const many = Array.from({ length: 10_000 }, (_, n) => row(`m${n}`, n % 11))
    expect(await feedback().store(many)).toEqual({ stored: 10_000, unchanged: 0 })
    expect(await feedback().store(many.toReversed())).toEqual({ stored: 0, unchanged: 10_000 })
  })

  it('is stored by several at once without one waiting for the other for ever', async () => {
    const many = Array.from({ length: 1500 }, (_, n) => row(`m${n}`, n % 11))
    const others = many.map((one) => ({ ...one, score: (one.score + 1) % 11 })).toReversed()
    await Promise.all([feedback().store(many), feedback().store(others), feedback().store(many)])
    expect(await kept()).toHaveLength(1500)
  })

  it('goes when it is older than the longest retention with the comparison, and all of it when nobody has it on', async () => {
    await admin().setPolicy({ ...ON, retentionMonths: 1 })
    const team = await admin().createTeam('Longer')
    await admin().setPolicy({ ...ON, retentionMonths: 3 }, team.id)
    const other = await admin().createTeam('Longest, without it')
    await admin().setPolicy({ threshold: 5, retentionMonths: 12, customerComparison: null }, other.id)
    const first = (await feedback().rule())?.keptFrom ?? Number.NaN
    expect(dayText(first)).toBe('2026-08-23')
    const many = Array.from({ length: 2500 }, (_, n) => row(`old${n}`, 5, { givenOn: first - 1 }))
    await feedback().store([...many, row('new', 5, { givenOn: first }), row('undated', 5)])
    await admin().applyRetention()
    expect(await kept()).toEqual(['new nps 5', 'undated nps 5'])
    await admin().setPolicy(null, team.id)
    await admin().applyRetention()
    expect(await kept()).toEqual(['undated nps 5'])
    await admin().setPolicy(null)
    await admin().applyRetention()
    expect(await kept()).toEqual([])
  })

  it('that an import has left half is thrown away by retention, but not while the import goes on', async () => {
    await admin().setPolicy(ON)
    const running = await admin().feedback.beginImport()
    await running.add([{ ...row('a', 1), line: 2 }])
    await admin().applyRetention()
    await running.add([{ ...row('b', 2), line: 3 }])
    expect(await kept()).toEqual([])
    expect(await running.preview()).toEqual({ stored: 2, unchanged: 0 })
    expect(await running.commit()).toEqual({ stored: 2, unchanged: 0 })
    await running.end()
    expect(await kept()).toEqual(['a nps 1', 'b nps 2'])
    const dropped = await admin().feedback.beginImport()
    await dropped.add([{ ...row('c', 3), line: 2 }])
    await dropped.end()
    expect(await bench.place.query('SELECT * FROM feedback_staged')).toEqual([])
    expect(await kept()).toHaveLength(2)
  })

  it('is let in by its own tokens only, until they are revoked', async () => {
    const made = await admin().feedback.createToken('Survey tool')
    const secret = parseFeedbackToken(made.token) ?? new Uint8Array()
    expect(await feedback().authenticate(secret)).toBe('ok')
    expect(await feedback().authenticate(new Uint8Array(32))).toBe('unauthorized')
    expect(JSON.stringify(await bench.place.query('SELECT * FROM feedback_token'))).not.toContain(
      made.token.slice(5),
    )
    await admin().feedback.revokeToken(made.id)
    expect(await feedback().authenticate(secret)).toBe('revoked')
    await expect(admin().feedback.revokeToken('nonsense')).rejects.toMatchObject({ code: 'not-found' })
  })
}

function describePublished(bench: Bench): void {
  const { admin, feedback, close, told } = helpers(bench)

  /** Six people, each with thirty rated interactions and an answer to each. */
  async function scene(): Promise<{ crew: Crew; world: World }> {
    bench.clock.at = AFTER
    await admin().setPolicy(ON)
    const crew = await crewOf(bench.store, 6, AFTER)
    const world = worldOf(6, 30)
    await bring(bench, crew, world.interactions)
    await feedback().store(world.feedback.map((one) => ({ ...one, givenOn: null })))
    return { crew, world }
  }

  it('is told when the quarter is closed, and never changes again', async () => {
    const { crew, world } = await scene()
    expect((await told(crew)).agreement).toEqual([])
    await close()
    const first = await told(crew)
    expect(first.worksCouncilAgreedOn).toBe('2026-01-01')
    expect(first.agreement).toHaveLength(1)
    expect(first.agreement[0]).toMatchObject({ quarter: '2026-Q4', figures: { pairs: 180 } })
    expect(first.quarters).toMatchObject([{ from: '2026-10-01', to: '2026-12-31' }])
    // Late answers, another opinion, an erasure, a deleted record, another threshold: nothing of it matters any more.
    await feedback().store(world.feedback.map(({ externalId, scale }) => ({ ...row(externalId, 0), scale })))
    const [person] = crew.people
    if (person !== undefined) await bench.store.erase(await deviceOf(bench.store, person))
    await admin().setPolicy({ ...ON, threshold: 50 })
    await close()
    await admin().applyRetention()
    expect(await told(crew)).toEqual(first)
  })

  it('has nothing of who was erased before, or of records that were deleted', async () => {
    const { crew } = await scene()
    const [first, second] = crew.people
    if (first === undefined || second === undefined) throw new Error('Nobody is there.')
    await bench.store.erase(await deviceOf(bench.store, first))
    const id = '0199a1b2-c3d4-7e5f-8a9b-ffffffffffff'
    await send(bench.store, second, interaction({ workDay: '2026-12-01', externalIds: ['e1-0'] }, { id }))
    await send(bench.store, second, tombstone({ id, revision: 2 }, '2026-12-01'))
    await close()
    expect((await told(crew)).agreement[0]?.figures).toMatchObject({ pairs: 150 })
  })

  it('isn’t there where the comparison is off at the close, nor of days before the works council agreed', async () => {
    const { crew } = await scene()
    await admin().setPolicy({ ...ON, customerComparison: null }, crew.team.id)
    await close()
    expect(await told(crew)).toEqual({ worksCouncilAgreedOn: null, agreement: [], months: [], quarters: [] })
    await admin().setPolicy(ON, crew.team.id)
    await close()
    expect((await told(crew)).agreement).toEqual([])
    const later = await crewOf(bench.store, 6, bench.clock.at)
    const agreed = { worksCouncilAgreedOn: dayText(QUARTER.first + 10) }
    await admin().setPolicy({ ...ON, customerComparison: agreed }, later.team.id)
    await bring(bench, later, worldOf(6, 30).interactions)
    await close()
    const { figures } = (await told(later)).agreement[0] ?? {}
    // Two thirds of the days, and of their interactions.
    expect(figures).toMatchObject({ pairs: 120 })
  })

  it('is no longer shown when the comparison is switched off, and is there again when it is on', async () => {
    const { crew } = await scene()
    await close()
    const shown = await told(crew)
    await admin().setPolicy({ ...ON, customerComparison: null })
    expect(await told(crew)).toMatchObject({ worksCouncilAgreedOn: null, agreement: [], months: [] })
    await admin().setPolicy(ON)
    expect(await told(crew)).toEqual(shown)
  })

  it('counts what an import has sealed and not moved yet', async () => {
    const { crew, world } = await scene()
    await bench.place.query("INSERT INTO meta (key, value) VALUES ('feedback_import', 'sealed x')")
    await bench.place.query(
      'INSERT INTO feedback_staged SELECT external_id, scale, score, NULL, 1 FROM feedback',
    )
    await bench.place.query('DELETE FROM feedback')
    await close()
    const pairs = pairsOf(world.interactions, world.feedback)
    const figures = (await told(crew)).agreement[0]?.figures ?? null
    expect(figures).not.toBeNull()
    expectFigures(figures, figuresOf(world.interactions, pairs, 5))
  })

  it('isn’t told once more of a quarter that a restored collector may have told', async () => {
    const { crew } = await scene()
    bench.clock.at = closableAt(QUARTER.last) + 86_400_000
    await admin().markRestored([])
    await close()
    expect((await told(crew)).agreement).toEqual([])
  })
}

function describeWorlds(bench: Bench, numRuns: number): void {
  const { admin, feedback, close, told } = helpers(bench)

  it('is what a plain look at the raw records comes to, for any team', async () => {
    bench.clock.at = AFTER
    await admin().setPolicy(ON)
    let run = 0
    let isTold = 0
    await fc.assert(
      fc.asyncProperty(worlds, async (random) => {
        run += 1
        const world = renamed(random, `r${run}-`)
        const people = Math.max(...world.interactions.map(({ agent }) => agent))
        const crew = await crewOf(bench.store, people, bench.clock.at)
        await bring(bench, crew, world.interactions)
        // An answer that was given twice comes twice; the last one counts.
        for (const one of world.feedback.filter(({ externalId }) => externalId.endsWith('shared')))
          await feedback().store([{ ...one, givenOn: null }])
        const rest = world.feedback.filter(({ externalId }) => !externalId.endsWith('shared'))
        await feedback().store(rest.map((one) => ({ ...one, givenOn: null })))
        await close()
        const { agreement, months, quarters } = await told(crew)
        const pairs = pairsOf(world.interactions, world.feedback)
        const figures = agreement[0]?.figures ?? null
        expectFigures(figures, figuresOf(world.interactions, pairs, 5))
        if (figures !== null) isTold += 1
        const reference = scoresOf(pairs, 5)
        const list = (one: (typeof months)[number]) => [one.promoters, one.passives, one.detractors]
        // Which interaction has an answer first, of those of one day, is up to the store.
        if (world.feedback.some(({ externalId }) => externalId.endsWith('shared'))) return
        expect(quarters.map(list)).toEqual(reference.quarter === null ? [] : [reference.quarter])
        expect(new Map(months.map((one) => [one.from.slice(0, 7), list(one)]))).toEqual(reference.months)
      }),
      { numRuns, seed: 4 },
    )
    expect(isTold).toBeGreaterThan(0)
  }, 300_000)
}

/** Regular, and never almost alike. Ids `e<person>-<n>`; a third of the days is before the eleventh. */
function worldOf(people: number, each: number): World {
  const all = Array.from({ length: people * each }, (_, place) => {
    const [agent, n] = [(place % people) + 1, Math.floor(place / people)]
    return { agent, n, id: `e${agent}-${n}` }
  })
  return {
    interactions: all.map(({ agent, n, id }) => ({
      agent,
      day: QUARTER.first + n,
      channel: 'voice',
      queue: 'A',
      rating: ratingOf(agent + n * 2),
      ids: [id],
    })),
    feedback: all.map(({ agent, n, id }) => ({ externalId: id, scale: 'nps', score: (agent + n * 3) % 11 })),
  }
}

/** With ids that no other team has. */
function renamed({ interactions, feedback }: World, prefix: string): World {
  return {
    interactions: interactions.map((one) => ({ ...one, ids: one.ids.map((id) => prefix + id) })),
    feedback: feedback.map((one) => ({ ...one, externalId: prefix + one.externalId })),
  }
}

/** Everybody sends what is theirs. */
async function bring(bench: Bench, crew: Crew, interactions: readonly RawInteraction[]): Promise<void> {
  for (const [place, device] of crew.people.entries()) {
    const own = interactions.filter(({ agent }) => agent === place + 1)
    for (let start = 0; start < own.length; start += 100)
      await send(
        bench.store,
        device,
        ...own.slice(start, start + 100).map(({ day, queue, rating, ids, channel }) =>
          interaction({
            workDay: dayText(day),
            channel: channel === 'voice' ? 'voice' : 'chat',
            queue,
            rating,
            externalIds: [...ids],
          }),
        ),
      )
  }
}

function helpers(bench: Bench) {
  const admin = () => bench.store.administration
  return {
    admin,
    feedback: () => bench.store.feedback,
    kept: async () => {
      const rows = await bench.place.query('SELECT * FROM feedback')
      return rows.map(({ external_id, scale, score }) => [external_id, scale, score].join(' ')).sort()
    },
    /** Closes all of the quarter. */
    close: async () => {
      bench.clock.at = Math.max(bench.clock.at, closableAt(dayNumber('2027-01-01')))
      await admin().publishDue()
    },
    told: (crew: Crew) => bench.store.customers(crew.teamNo),
  }
}
