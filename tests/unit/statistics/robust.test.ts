import { array, assert, double, integer, nat, property, tuple } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayText } from '../../../src/shared/calendar.ts'
import { ownRanges, type DaySums } from '../../../src/shared/statistics/own-range.ts'
import {
  baselineOf,
  madOf,
  medianOf,
  modifiedZ,
  usualDistance,
} from '../../../src/shared/statistics/robust.ts'
import { sumsOfCounts, sumsOfShare, type Sums } from '../../../src/shared/statistics/sums.ts'

/** A day with so many answers of each of the scores 1 to 5. */
const ratings = (...counts: number[]): Sums => sumsOfCounts(counts)
const dated = (days: readonly Sums[]): DaySums[] =>
  days.map((day, at) => ({ ...day, workDay: dayText(20_000 + at) }))
const someDay = tuple(nat(4), nat(4), nat(4), nat(4), nat(4)).map((counts) => ratings(...counts))
const ratedDay = tuple(nat(4), nat(4), nat(4), nat(4), integer({ min: 1, max: 4 })).map((counts) =>
  ratings(...counts),
)
const numbers = array(double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 50 })

describe('median and median absolute deviation', () => {
  // R 4.2.2: median(x), mad(x, constant = 1) of c(3,4,4,5,2,5,5,1,4,4); its manual has mad(c(1:9)) = 2 × 1.4826.
  it('are those of R', () => {
    expect(medianOf([3, 4, 4, 5, 2, 5, 5, 1, 4, 4])).toBe(4)
    expect(madOf([3, 4, 4, 5, 2, 5, 5, 1, 4, 4])).toBe(1)
    expect(madOf([1, 2, 3, 4, 5, 6, 7, 8, 9])).toBe(2)
    expect(madOf([1, 2, 3, 4, 5, 6, 7, 8, 100])).toBe(2)
    expect(medianOf([1, 10, 2, 4])).toBe(3)
  })

  it('are nothing without values', () => {
    expect(medianOf([])).toBeUndefined()
    expect(madOf([])).toBeUndefined()
  })

  it('depend on no order, and move and stretch with the values', () => {
    assert(
      property(
        numbers,
        integer({ min: -100, max: 100 }),
        integer({ min: -9, max: 9 }),
        (values, shift, factor) => {
          const median = medianOf(values) ?? Number.NaN
          const mad = madOf(values) ?? Number.NaN
          const changed = values.map((value) => value * factor + shift).toReversed()
          expect(medianOf(changed)).toBeCloseTo(median * factor + shift, 4)
          expect(madOf(changed)).toBeCloseTo(mad * Math.abs(factor), 4)
          expect(medianOf([...values, ...values])).toBe(median)
        },
      ),
    )
  })
})

describe('modified z of a day', () => {
  // Twenty days of ten ratings; Python 3 with numpy 2.4.6 and scipy 1.17.1: median 4.1, median_abs_deviation 0.1.
  const means = [41, 43, 39, 40, 42, 44, 38, 41, 40, 42, 43, 41, 37, 40, 42, 41, 45, 39, 40, 41]
  const days = means.map((total) => ({ n: 10, total, squares: total * 4.2 }))

  it('is 0.6745 distances from the median, in MADs', () => {
    const baseline = baselineOf(days)
    expect(baseline?.median).toBeCloseTo(4.1, 12)
    expect(baseline?.mad).toBeCloseTo(0.1, 12)
    // numpy: 0.6745 * (3.2 − 4.1) / 0.1. With 2,000 ratings that day, so that the floor is lower.
    expect(modifiedZ(baseline!, { n: 2000, total: 6400, squares: 0 })).toBeCloseTo(-6.0705, 9)
  })

  it('has a floor for the MAD, 0.6745·SD/√n', () => {
    const baseline = baselineOf(days)!
    // Σx = 819 and Σx² = 3439.8 of 200 ratings: SD = √((3439.8 − 819²/200)/199).
    expect(baseline.deviation).toBeCloseTo(Math.sqrt((3439.8 - 819 ** 2 / 200) / 199), 12)
    const few = { n: 4, total: 12, squares: 36 }
    expect(modifiedZ(baseline, few)).toBeCloseTo((3 - 4.1) / (baseline.deviation / 2), 12)
  })

  it('is a number also when all days were alike', () => {
    const baseline = baselineOf(Array.from({ length: 20 }, () => ratings(0, 0, 0, 0, 5)))!
    expect(baseline.mad).toBe(0)
    expect(modifiedZ(baseline, ratings(0, 0, 0, 0, 5))).toBe(0)
    expect(modifiedZ(baseline, ratings(0, 0, 0, 3, 2))).toBeLessThan(-3.5)
  })

  it('says nothing with fewer than 20 days with answers, however many days there are', () => {
    const empty = Array.from({ length: 30 }, () => ratings())
    expect(baselineOf(days.slice(1))).toBeUndefined()
    expect(baselineOf([...days.slice(1), ...empty])).toBeUndefined()
    expect(baselineOf(days)?.days).toBe(20)
  })

  it('takes a day without answers for nothing, not for a zero', () => {
    assert(
      property(array(ratedDay, { minLength: 20, maxLength: 40 }), nat(20), (rated, gaps) => {
        const empty = Array.from({ length: gaps }, () => ratings())
        expect(baselineOf([...empty, ...rated])).toEqual(baselineOf(rated))
      }),
    )
    expect(modifiedZ(baselineOf(days)!, ratings())).toBeUndefined()
  })

  it('refuses what makes no sense', () => {
    expect(() => baselineOf(days, 1)).toThrow('least is 1, not 2 or more')
    expect(() => usualDistance(baselineOf(days)!, 0)).toThrow(RangeError)
    expect(() => usualDistance(baselineOf(days)!, 2.5)).toThrow('n is 2.5')
  })
})

describe('own normal range', () => {
  it('is not told before the 21st day with answers', () => {
    const ranges = ownRanges(dated(Array.from({ length: 22 }, () => ratings(0, 1, 2, 5, 4))))
    expect(
      ranges.slice(0, 20).every(({ range, unusual }) => range === undefined && unusual === undefined),
    ).toBe(true)
    expect(ranges.slice(20).every(({ range }) => range !== undefined)).toBe(true)
  })

  it('leaves a day outside exactly when its modified z is beyond 3.5', () => {
    const scale = { low: -100, high: 100 }
    assert(
      property(array(someDay, { minLength: 21, maxLength: 45 }), (sums) => {
        const days = dated(sums)
        const rated = days.filter(({ n }) => n > 0)
        const ranges = ownRanges(days, { scale })
        for (const [at, { range, mean, unusual }] of ranges.entries()) {
          const baseline = baselineOf(rated.slice(Math.max(0, at - 20), at))
          const z = baseline === undefined ? 0 : modifiedZ(baseline, rated[at]!)!
          expect(unusual).toBe(z < -3.5 ? 'low' : z > 3.5 ? 'high' : undefined)
          const { low, high } = range ?? { low: mean, high: mean }
          const slack = 1e-9
          expect(mean < low - slack).toBe(z < -3.5 - slack)
          expect(mean > high + slack).toBe(z > 3.5 + slack)
        }
      }),
    )
  })

  it('stays on the scale, and is wider for a day with few ratings', () => {
    const usual = Array.from({ length: 20 }, () => ratings(0, 1, 2, 5, 4))
    const [few, many] = [ratings(0, 0, 0, 1), ratings(0, 0, 0, 100)].map(
      (day) => ownRanges(dated([...usual, day]))[20],
    )
    expect(few?.range?.high).toBe(5)
    expect(few?.range?.low).toBeGreaterThanOrEqual(1)
    expect(many?.range?.low).toBeGreaterThan(few?.range?.low ?? 9)
  })

  it('marks a very bad day, and not one as there were many', () => {
    const usual = Array.from({ length: 20 }, (_, at) => ratings(0, 1, 1, 5 + (at % 3), 4))
    const [bad, fair] = [ratings(8, 2), ratings(0, 1, 2, 5, 3)].map(
      (day) => ownRanges(dated([...usual, day]))[20],
    )
    expect(bad?.unusual).toBe('low')
    expect(fair?.unusual).toBeUndefined()
  })

  it('works on shares as well', () => {
    const usual = Array.from({ length: 20 }, (_, at) => sumsOfShare(8 + (at % 3), 12))
    const last = ownRanges(dated([...usual, sumsOfShare(0, 12)]), { scale: { low: 0, high: 1 } })[20]
    expect(last).toMatchObject({ mean: 0, n: 12, unusual: 'low', range: { high: 1 } })
  })

  it('does not depend on the order, and leaves gaps out', () => {
    assert(
      property(array(someDay, { maxLength: 40 }), (sums) => {
        const days = dated(sums)
        const rated = days.filter(({ n }) => n > 0)
        expect(ownRanges([...days].toReversed())).toEqual(ownRanges(rated))
        expect(ownRanges(days).map(({ workDay }) => workDay)).toEqual(rated.map(({ workDay }) => workDay))
      }),
    )
  })

  it('refuses a day that is there twice, or is none', () => {
    const day = { ...ratings(1, 2, 3), workDay: '2026-11-23' }
    expect(() => ownRanges([day, day])).toThrow('the day 2026-11-23 is there twice')
    expect(() => ownRanges([{ ...day, workDay: '2026-02-30' }])).toThrow(RangeError)
  })
})
