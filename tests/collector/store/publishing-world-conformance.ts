/** Random teams: what a store tells of them is what somebody counts who sees everything, and isolates nobody. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { KINDS } from '../../../src/collector/publishing/contribution.ts'
import { MEASURES, type WindowAnswer } from '../../../src/shared/wire/summaries.ts'
import { Equations, figuresOf } from '../publishing/attacker.ts'
import { isolatedGroups } from '../publishing/linear-algebra.ts'
import { daysOf, partsOf } from '../publishing/reference-parts.ts'
import { measureOf, refer } from '../publishing/reference.ts'
import { shapes } from '../publishing/shapes.ts'
import { takenBack } from '../publishing/taken-back.ts'
import { randomWorld, type Shape } from '../publishing/world.ts'
import type { Place } from './places.ts'
import { liveIn, teamsOf, type Told } from './publishing-world.ts'
import { TestClock } from './support.ts'

/** A random team's life in PostgreSQL takes seconds, and a failing one is made smaller many times. */
const PATIENCE_MS = 300_000

export function describeWorlds(create: () => Promise<Place>, numRuns: number): void {
  const lived = async (shape: Shape): Promise<readonly Told[]> => {
    const place = await create()
    const clock = new TestClock()
    const store = await place.open({ now: clock.now })
    try {
      return await liveIn(store, clock, teamsOf(randomWorld(shape)))
    } finally {
      await store.close()
      await place.remove()
    }
  }

  describe('a team with late answers, changed ones, erasures, moves and second computers', () => {
    it(
      'is told number by number what a plain count of its answers comes to',
      { timeout: PATIENCE_MS },
      async () => {
        let shown = 0
        await fc.assert(
          fc.asyncProperty(shapes({ people: 14, days: 80 }).map(busier), async (shape) => {
            for (const { world, snapshots, closings } of await lived(shape)) {
              if (world.answers.length === 0) continue
              const reference = refer(world, closings)
              for (const window of latest(snapshots)) {
                for (const measure of MEASURES) {
                  expect(window[measure]).toEqual(measureOf(reference, measure, ...daysOf(window)))
                  if (window[measure].cell !== null) shown += 1
                }
                for (const { shown: parts, counted, whole } of partsOf(reference, window)) {
                  expect(parts).toEqual(counted)
                  expect(counted.reduce((sum, { n }) => sum + n, 0)).toBe(whole)
                }
              }
              expect(takenBack(snapshots)).toEqual([])
            }
          }),
          { numRuns },
        )
        expect(shown).toBeGreaterThan(0)
      },
    )

    it(
      'never tells a sum, with any factors, of fewer people than the threshold',
      { timeout: PATIENCE_MS },
      async () => {
        let figuresSeen = 0
        await fc.assert(
          fc.asyncProperty(shapes({ people: 9, days: 40 }), async (shape) => {
            for (const { world, snapshots, closings } of await lived({
              ...shape,
              people: shape.people + 3,
            })) {
              const figures = world.answers.length === 0 ? [] : figuresOf(snapshots, refer(world, closings))
              figuresSeen += figures.length
              for (const kind of KINDS) {
                const own = figures.filter(
                  ({ measure }) =>
                    (measure === 'outcome' || measure === 'rating' ? 'interaction' : measure) === kind,
                )
                const { rows, columns } = new Equations(own)
                expect(isolatedGroups(rows, columns, shape.threshold - 1).found).toEqual([])
              }
            }
          }),
          { numRuns },
        )
        expect(figuresSeen).toBeGreaterThan(0)
      },
    )
  })
}

/** Enough people that both teams have something to tell. */
function busier(shape: Shape): Shape {
  return { ...shape, people: Math.max(shape.people, 10), presence: 0.95, looks: Math.min(shape.looks, 0.1) }
}

function latest(snapshots: Told['snapshots']): readonly WindowAnswer[] {
  return Object.values(snapshots.at(-1)?.windows ?? {}).flat()
}
