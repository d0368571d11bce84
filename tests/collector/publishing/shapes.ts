/** Random teams for properties. */
import fc from 'fast-check'
import type { Shape } from './world.ts'

export function shapes(most: { readonly people: number; readonly days: number }): fc.Arbitrary<Shape> {
  return fc.record({
    seed: fc.nat(2 ** 31),
    people: fc.integer({ min: 3, max: most.people }),
    days: fc.integer({ min: 1, max: most.days }),
    threshold: fc.integer({ min: 5, max: 7 }),
    channels: fc.integer({ min: 1, max: 3 }),
    queues: fc.integer({ min: 1, max: 3 }),
    presence: fc.constantFrom(0.4, 0.7, 0.95),
    agreement: fc.constantFrom(0.2, 0.7, 0.97),
    completion: fc.constantFrom(0.6, 0.9, 0.99),
    busy: fc.constantFrom(1, 3, 8),
    looks: fc.constantFrom(0.03, 0.1, 0.5),
  })
}
