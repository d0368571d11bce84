import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ratingSums } from '../../../src/renderer/summary/figures.ts'
import { usualCompletion, usualRating, usualSolved } from '../../../src/renderer/summary/usual.ts'
import { ownRanges } from '../../../src/shared/statistics/own-range.ts'
import { addDays } from '../../../src/shared/work-day.ts'
import { dayOf, daysOf } from './own-days.ts'

const FIRST = '2026-01-05'
const usualDays = Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? [3, 4, 4, 5] : [4, 4, 4, 4]))

describe('what is usual', () => {
  it('isn’t known before 20 days with ratings', () => {
    const history = daysOf(FIRST, usualDays)
    const usual = usualRating(history, FIRST)
    expect([...usual.values()].map(({ range }) => range)).toEqual(Array.from({ length: 20 }))
  })

  it('marks a day far below the 20 days before, and says on which side', () => {
    const history = [...daysOf(FIRST, usualDays), dayOf(addDays(FIRST, 20), [1, 1, 1, 1])]
    expect(usualRating(history, addDays(FIRST, 20)).get(addDays(FIRST, 20))).toMatchObject({
      mean: 1,
      unusual: 'low',
    })
  })

  it('is the same whether all of the past is looked at or only what the shown days need', () => {
    const ofDay = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 6 })
    fc.assert(
      fc.property(fc.array(ofDay, { minLength: 1, maxLength: 90 }), fc.nat(), (ratings, at) => {
        const history = daysOf(FIRST, ratings)
        const from = history[at % history.length]?.workDay ?? FIRST
        const all = ownRanges(history.map((day) => ({ workDay: day.workDay, ...ratingSums(day) })))
        expect([...usualRating(history, from).values()]).toEqual(all.filter(({ workDay }) => workDay >= from))
      }),
    )
  })

  it('leaves today out where it is about what was rated: today isn’t over', () => {
    const today = addDays(FIRST, 20)
    const history = [...daysOf(FIRST, usualDays), dayOf(today, [], { ended: 6, waiting: 6 })]
    expect(usualCompletion(history, FIRST, today).has(today)).toBe(false)
    expect(usualCompletion(history, FIRST, addDays(today, 1)).get(today)).toMatchObject({ unusual: 'low' })
  })

  it('stays within 0 and 1 where it is about shares', () => {
    const history = Array.from({ length: 25 }, (_, at) =>
      dayOf(addDays(FIRST, at), [4, 4, 4], { solvedYes: at % 3, solvedNo: 1 }),
    )
    const ranges = [...usualSolved(history, FIRST).values()].flatMap(({ range }) => range ?? [])
    expect(ranges.length).toBeGreaterThan(0)
    for (const { low, high } of ranges) {
      expect(low).toBeGreaterThanOrEqual(0)
      expect(high).toBeLessThanOrEqual(1)
    }
  })
})
