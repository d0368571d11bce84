import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MEASURES, type WindowAnswer } from '../../../src/shared/wire/summaries.ts'
import { live } from './collector.ts'
import { daysOf, partsOf } from './reference-parts.ts'
import { measureOf, refer } from './reference.ts'
import { shapes } from './shapes.ts'
import { takenBack } from './taken-back.ts'
import { randomWorld, type Shape } from './world.ts'

test('every published number is what a plain count of the answers comes to, whatever came late, changed or was erased', () => {
  fc.assert(
    fc.property(shapes({ people: 12, days: 100 }), (shape) => {
      const { windows, reference } = lastOf(shape)
      fc.pre(windows.some(({ rating, smiley }) => rating.cell !== null || smiley.cell !== null))
      for (const window of windows)
        for (const measure of MEASURES)
          expect(window[measure]).toEqual(measureOf(reference, measure, ...daysOf(window)))
    }),
    { numRuns: 15 },
  )
})

test('channels and queues are what a plain count comes to, and add up to their window', () => {
  const busy = shapes({ people: 12, days: 100 }).map((shape) => ({
    ...shape,
    people: Math.max(8, shape.people),
    days: Math.max(40, shape.days),
    presence: 0.95,
    busy: 4,
  }))
  fc.assert(
    fc.property(busy, (shape) => {
      const { windows, reference } = lastOf(shape)
      fc.pre(windows.some(({ channels, queues }) => channels.length + queues.length > 0))
      for (const window of windows)
        for (const { shown, counted, whole } of partsOf(reference, window)) {
          expect(shown).toEqual(counted)
          expect(counted.reduce((sum, { n }) => sum + n, 0)).toBe(whole)
        }
    }),
    { numRuns: 10 },
  )
})

/** What a team has been told in the end. */
function lastOf(shape: Shape) {
  const world = randomWorld(shape)
  const { snapshots, closings } = live(world)
  const windows: readonly WindowAnswer[] = Object.values(snapshots.at(-1)?.windows ?? {}).flat()
  return { windows, reference: refer(world, closings) }
}

test('a window that is closed never changes again, and none that is told goes away', () => {
  fc.assert(
    fc.property(shapes({ people: 12, days: 70 }), (shape) => {
      expect(takenBack(live(randomWorld(shape)).snapshots)).toEqual([])
    }),
    { numRuns: 15 },
  )
})
