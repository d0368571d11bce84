import fc from 'fast-check'
import { expect, it } from 'vitest'
import { untied } from '../../../src/collector/publishing/ties.ts'
import { isolatedGroups, type Row } from './linear-algebra.ts'

/** Who is at which block, channel and queue. */
const places = fc.array(
  fc.record({
    block: fc.nat(3),
    channel: fc.nat(2),
    queue: fc.nat(2),
    agents: fc.uniqueArray(fc.nat(6), { minLength: 1, maxLength: 7 }),
  }),
  { minLength: 1, maxLength: 14 },
)

it('what is said to be tied no sums tell apart for few people, whoever they are', () => {
  let tied = 0
  fc.assert(
    fc.property(places, fc.integer({ min: 2, max: 5 }), (given, least) => {
      const cells = new Map(given.map((one) => [`${one.block} ${one.channel} ${one.queue}`, one]))
      const placed = Array.from(cells.values(), ({ block, channel, queue, agents }) => ({
        places: [channel, 3 + queue, 6 + block],
        answers: agents,
      }))
      if (untied(placed, (agents) => new Set(agents).size >= least).length > 0) return
      tied += 1
      const columns = placed.map(({ answers }) => ({ agents: new Set(answers) }))
      const rows = Array.from(
        { length: 10 },
        (_, place): Row =>
          new Map(
            placed.flatMap((one, column) => (one.places.includes(place) ? [[column, 1n] as const] : [])),
          ),
      )
      expect(isolatedGroups(rows, columns, least - 1).found).toEqual([])
    }),
    { numRuns: 400 },
  )
  expect(tied).toBeGreaterThan(50)
})

it('few people at one place are tied to the others only by what is tied already', () => {
  const at = (channel: number, queue: number, agents: readonly number[]) => ({
    places: [channel, 2 + queue],
    answers: agents,
  })
  const isEnough = (agents: readonly number[]) => new Set(agents).size >= 3
  expect(untied([at(0, 0, [1, 2, 3]), at(1, 1, [1, 2, 3])], isEnough)).toEqual([])
  expect(untied([at(0, 0, [1, 2, 3]), at(1, 1, [1, 2, 3]), at(0, 1, [1])], isEnough)).toEqual([at(0, 1, [1])])
  // Two ways from one channel to the other, by different people: together they are enough.
  expect(
    untied([at(0, 0, [1, 2, 3]), at(1, 1, [1, 2, 3]), at(0, 1, [1, 2]), at(1, 0, [2, 3])], isEnough),
  ).toEqual([])
})
