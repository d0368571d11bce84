import fc from 'fast-check'
import { expect, test } from 'vitest'
import { KINDS } from '../../../src/collector/publishing/contribution.ts'
import { Equations, figuresOf, type Figure } from './attacker.ts'
import { live } from './collector.ts'
import { isolatedGroups } from './linear-algebra.ts'
import { refer, valueFor, type Counted } from './reference.ts'
import { shapes } from './shapes.ts'
import { randomWorld, type Shape } from './world.ts'

function attacked(shape: Shape): readonly Figure[] {
  const world = randomWorld(shape)
  const { snapshots, closings } = live(world)
  return figuresOf(snapshots, refer(world, closings))
}

const kindOf = ({ measure }: Figure) =>
  measure === 'outcome' || measure === 'rating' ? 'interaction' : measure

test('no sum with any factors of all figures ever shown is about fewer people than the threshold', () => {
  fc.assert(
    fc.property(shapes({ people: 9, days: 40 }), (shape) => {
      const figures = attacked(shape)
      fc.pre(figures.length > 0)
      for (const kind of KINDS) {
        const { rows, columns } = new Equations(figures.filter((figure) => kindOf(figure) === kind))
        const { found } = isolatedGroups(rows, columns, shape.threshold - 1)
        expect(found).toEqual([])
      }
    }),
    { numRuns: 25 },
  )
})

test('no figure and no difference of two says that all of some answers, or all but one, are the same', () => {
  fc.assert(
    fc.property(shapes({ people: 12, days: 50 }), (shape) => {
      const figures = attacked(shape)
      fc.pre(figures.length > 0)
      for (const measure of ['outcome', 'rating', 'solved', 'smiley'] as const) {
        const sets = distinct(figures.filter((figure) => figure.measure === measure))
        const differences = sets.flatMap((whole) =>
          sets.flatMap((part) =>
            part.size < whole.size && part.isSubsetOf(whole) ? [whole.difference(part)] : [],
          ),
        )
        for (const some of [...sets, ...differences])
          expect(exceptionsOf(some, measure)).toBeGreaterThanOrEqual(2)
      }
    }),
    { numRuns: 12 },
  )
})

function distinct(figures: readonly Figure[]): ReadonlySet<Counted>[] {
  const ids = new Map<Counted, number>()
  const sets = new Map<string, ReadonlySet<Counted>>()
  for (const { answers } of figures) {
    for (const one of answers) ids.set(one, ids.get(one) ?? ids.size)
    const key = answers
      .map((one) => ids.get(one))
      .sort((a, b) => a! - b!)
      .join()
    sets.set(key, new Set(answers))
  }
  return Array.from(sets.values())
}

/**
 * How many answers are not of the most frequent value, of those that blocks tell exactly; infinity where there are none.
 * Of the others nobody knows whether one is different.
 */
function exceptionsOf(answers: ReadonlySet<Counted>, measure: Figure['measure']): number {
  const values = Array.from(answers).flatMap(({ told, block }) =>
    told === null || block.alike.has(measure) ? [] : (valueFor(measure, told) ?? []),
  )
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return values.length === 0 ? Number.POSITIVE_INFINITY : values.length - Math.max(...counts.values())
}
