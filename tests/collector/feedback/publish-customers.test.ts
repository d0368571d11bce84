import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  LEAST_SCORES,
  publishCustomers,
  type CustomersToPublish,
  type JoinedInteraction,
} from '../../../src/collector/publishing/customers.ts'
import { dayText } from '../../../src/shared/calendar.ts'
import { ratingOf } from '../store/publishing-support.ts'
import { figuresOf, pairsOf, scoresOf } from './reference.ts'
import { expectFigures, QUARTER, worlds, type World } from './worlds.ts'

/** Joins as the store does: tests/collector/store/customers-conformance.ts sees to it that the store does. */
function toPublish({ interactions, feedback }: World, threshold = 5): CustomersToPublish {
  const place = ({ agent, day, channel, queue }: World['interactions'][number]) => ({
    agentNo: agent,
    workDay: day,
    channel,
    queue,
  })
  const joined = interactions
    .map((one): JoinedInteraction => ({
      ...place(one),
      rating: one.rating,
      answers: pairsOf([one], feedback).map(({ externalId, scale, score }) => ({ externalId, scale, score })),
    }))
    .filter(({ answers }) => answers.length > 0)
  const rated = interactions.map((one) => ({ ...place(one), n: 1 }))
  return { quarter: QUARTER, threshold, joined, rated }
}

/** Everybody has so many interactions, each with an answer unless it says otherwise. */
function team(
  people: number,
  each: number,
  of: (agent: number, n: number) => Partial<World['interactions'][number]> & { score?: number | null },
): World {
  const all = Array.from({ length: people * each }, (_, place) => {
    const [agent, n] = [(place % people) + 1, Math.floor(place / people)]
    const { score = (agent + n * 3) % 11, ...own } = of(agent, n)
    const id = `i${place}`
    const day = QUARTER.first + (n % 20)
    const rating = ratingOf(agent + n * 2)
    return { one: { agent, day, channel: 'voice', queue: null, rating, ids: [id], ...own }, id, score }
  })
  return {
    interactions: all.map(({ one }) => one),
    feedback: all.flatMap(({ id, score }) =>
      score === null ? [] : [{ externalId: id, scale: 'nps' as const, score }],
    ),
  }
}

describe('What is told of customers', () => {
  it('is what a plain look at every single pair comes to, for any team', () => {
    const seen = { told: 0, hidden: 0, scores: 0 }
    fc.assert(
      fc.property(worlds, fc.constantFrom(5, 6), (world, threshold) => {
        const { figures, scores, months } = publishCustomers(toPublish(world, threshold))
        const pairs = pairsOf(world.interactions, world.feedback)
        expectFigures(figures, figuresOf(world.interactions, pairs, threshold))
        const reference = scoresOf(pairs, threshold)
        const list = (told: typeof scores) =>
          told === null ? null : [told.promoters, told.passives, told.detractors]
        expect(list(scores)).toEqual(reference.quarter)
        expect(
          new Map(months.map((month) => [dayText(month.first).slice(0, 7), list(month.scores)])),
        ).toEqual(reference.months)
        seen[figures === null ? 'hidden' : 'told'] += 1
        if (scores !== null) seen.scores += 1
      }),
      { numRuns: 60, seed: 17 },
    )
    // Both happen, or this shows nothing.
    expect(Math.min(seen.told, seen.hidden, seen.scores)).toBeGreaterThan(5)
  }, 120_000)

  it('needs a hundred pairs, of enough people, of whom nobody has more than half', () => {
    const told = (world: World) => publishCustomers(toPublish(world)).figures
    expect(told(team(5, 20, () => ({})))).not.toBeNull()
    expect(told(team(4, 40, () => ({})))).toBeNull()
    const oneLess = team(5, 20, () => ({}))
    expect(told({ ...oneLess, feedback: oneLess.feedback.slice(1) })).toBeNull()
    const elsewhere = { score: null, day: QUARTER.last, channel: 'mail', queue: 'B' }
    const withFirst = (n: number) =>
      told(team(5, n, (agent, place) => (agent === 1 || place < 20 ? {} : elsewhere)))
    expect(withFirst(80)).not.toBeNull()
    expect(withFirst(81)).toBeNull()
  })

  it('lets nobody subtract it from the team’s ratings and find one person’s', () => {
    const told = (of: Parameters<typeof team>[2]) => publishCustomers(toPublish(team(6, 30, of))).figures
    expect(told(() => ({}))).not.toBeNull()
    // Only the first person has ratings of which no customer said anything: of all, of a day, in a channel, in a queue.
    expect(told((agent, n) => (agent === 1 && n < 5 ? { score: null } : {}))).toBeNull()
    const others = (agent: number, n: number, place: object) =>
      n >= 25 ? (agent === 1 ? { score: null } : { score: null, ...place }) : {}
    expect(told((agent, n) => others(agent, n, {}))).not.toBeNull()
    expect(told((agent, n) => others(agent, n, { day: QUARTER.last }))).toBeNull()
    expect(told((agent, n) => others(agent, n, { channel: 'mail' }))).toBeNull()
    expect(told((agent, n) => others(agent, n, { queue: 'B' }))).toBeNull()
  })

  it('isn’t everybody’s answer: not where all agree but one, nor where all rate the same but one', () => {
    const told = (of: Parameters<typeof team>[2]) => publishCustomers(toPublish(team(5, 30, of))).figures
    const same = (agent: number, n: number) => {
      const rating = ratingOf(agent + n)
      return { rating, score: [0, 2, 5, 7, 9][rating - 1]! }
    }
    for (const exceptions of [0, 1, 2]) {
      const isOne = (agent: number, n: number) => agent === 1 && n < exceptions
      const agreeing = told((agent, n) => (isOne(agent, n) ? { rating: 1, score: 10 } : same(agent, n)))
      const uniform = told((agent, n) => ({ rating: isOne(agent, n) ? 1 : 5, score: (agent + n) % 11 }))
      expect([agreeing, uniform].map((figures) => figures === null)).toEqual(
        exceptions === 2 ? [false, false] : [true, true],
      )
    }
  })

  it('says the same of no blind spot and of one, of all and of all but one', () => {
    const blind = (spots: number) =>
      publishCustomers(
        toPublish(
          team(5, 40, (agent, n) => {
            const place = n * 5 + agent - 1
            return place < 100 ? { rating: 5, score: place < spots ? 0 : 10 } : { rating: 1, score: 10 }
          }),
        ),
      ).figures?.blindSpots
    expect(blind(0)).toEqual(blind(1))
    expect(blind(0)).toMatchObject({ share: 0.01 })
    expect(blind(99)).toEqual(blind(100))
    expect(blind(2)).not.toEqual(blind(1))
  })

  it('lets differences between months and the quarter be those of enough answers only', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const { scores, months } = publishCustomers(toPublish(world))
        if (scores === null) return
        const sum = (one: typeof scores) => one.promoters + one.passives + one.detractors
        const rest = sum(scores) - months.reduce((total, month) => total + sum(month.scores), 0)
        for (const n of [rest, ...months.map((month) => sum(month.scores))])
          expect(n === 0 || n >= LEAST_SCORES - 6).toBe(true)
      }),
      { numRuns: 40, seed: 18 },
    )
  }, 120_000)

  it('doesn’t tell whether a single interaction with a bad score was rated', () => {
    const scores = (world: World) => publishCustomers(toPublish(world)).scores
    const world = team(6, 30, (_, n) => ({ score: n % 3 === 0 ? 7 : 10 }))
    const withBad = {
      ...world,
      feedback: world.feedback.map((one, n) => (n === 1 ? { ...one, score: 0 } : one)),
    }
    const isGone = { ...withBad, interactions: withBad.interactions.filter((_, n) => n !== 1) }
    expect(scores(withBad)?.detractors).toBe(0)
    expect(scores(isGone)?.detractors).toBe(0)
  })
})
