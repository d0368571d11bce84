/** Random teams of a quarter, with customers who answer about some of their interactions. */
import fc from 'fast-check'
import { dayNumber, type Span } from '../../../src/shared/calendar.ts'
import { CUSTOMER_SCALES } from '../../../src/shared/statistics/map-score.ts'
import type { AgreementFigures } from '../../../src/shared/wire/team.ts'
import { expect } from 'vitest'
import { SCALES, type Figures, type RawFeedback, type RawInteraction } from './reference.ts'

export const QUARTER: Span = { first: dayNumber('2026-10-01'), last: dayNumber('2026-12-31') }

export interface World {
  readonly interactions: readonly RawInteraction[]
  /** Of an interaction and scale the last one counts. */
  readonly feedback: readonly RawFeedback[]
}

/** Some are nearly always told, some never; ids are shared by few interactions, and most have one. */
export const worlds: fc.Arbitrary<World> = fc
  .record({
    people: fc.integer({ min: 3, max: 8 }),
    each: fc.integer({ min: 10, max: 60 }),
    answering: fc.constantFrom(0.3, 0.7, 0.95, 1),
    days: fc.constantFrom(3, 20, 92),
    usual: fc.constantFrom(0, 0, 0.5, 1),
    seed: fc.integer({ min: 1, max: 2 ** 31 - 2 }),
  })
  .map(({ people, each, answering, days, usual, seed }) => {
    const random = generator(seed)
    const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)]!
    const interactions: RawInteraction[] = []
    const feedback: RawFeedback[] = []
    for (let agent = 1; agent <= people; agent += 1)
      for (let n = 0; n < each * (agent === 1 ? 1.5 : 1); n += 1) {
        const id = `i${agent}-${n}`
        const ids = random() < 0.1 ? [`other-${id}`, id] : random() < 0.03 ? ['shared', id] : [id]
        const rating = random() < usual ? 5 : pick([1, 2, 3, 4, 5] as const)
        const day = QUARTER.first + Math.floor(random() * days)
        interactions.push({
          agent,
          day,
          channel: pick(['voice', 'chat']),
          queue: pick(['A', null]),
          rating,
          ids,
        })
        if (random() > answering) continue
        const scale = random() < 0.8 ? 'nps' : pick(SCALES)
        const { low, high } = CUSTOMER_SCALES[scale]
        const score = random() < usual ? high : low + Math.floor(random() * (high - low + 1))
        feedback.push({ externalId: pick(ids), scale, score })
      }
    return { interactions, feedback }
  })

function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

/** Holds what is told against what it must be; a figure may be rounded either way where it lies half-way. */
export function expectFigures(told: AgreementFigures | null, reference: Figures | null): void {
  expect(told === null).toBe(reference === null)
  if (told === null || reference === null) return
  expect(told.pairs).toBe(reference.n - (reference.n % 10))
  const never = (share: number) => Math.min(Math.max(share, 1 / reference.n), 1 - 1 / reference.n)
  near(told.kappa, reference.kappa, 0.05)
  near(told.rank, reference.rank, 0.05)
  near(told.exact, never(reference.exact), 0.01)
  near(told.adjacent, never(reference.adjacent), 0.01)
  near(told.bias, reference.bias, 0.1)
  near(told.limits.low, reference.low, 0.1)
  near(told.limits.high, reference.high, 0.1)
  expect(told.blindSpots === null).toBe(reference.blind === null)
  if (told.blindSpots === null || reference.blind === null) return
  const { good, count } = reference.blind
  const [share, z] = [Math.min(Math.max(count, 1), good - 1) / good, 1.959964]
  const centre = (share + z ** 2 / (2 * good)) / (1 + z ** 2 / good)
  const half = (z / (1 + z ** 2 / good)) * Math.sqrt((share * (1 - share)) / good + z ** 2 / (4 * good ** 2))
  near(told.blindSpots.share, share, 0.01)
  near(told.blindSpots.low, centre - half, 0.01)
  near(told.blindSpots.high, centre + half, 0.01)
}

function near(told: number | null, exact: number | null, step: number): void {
  expect(told === null).toBe(exact === null)
  if (told === null || exact === null) return
  expect(Math.abs(told - exact)).toBeLessThanOrEqual(step / 2 + 1e-6)
  expect(Math.abs(told / step - Math.round(told / step))).toBeLessThan(1e-6)
}
