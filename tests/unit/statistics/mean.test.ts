import { array, assert, constantFrom, integer, nat, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { meanEstimate } from '../../../src/shared/statistics/mean.ts'
import {
  addSums,
  deviationOf,
  sumsOfCounts,
  sumsOfShare,
  type Sums,
} from '../../../src/shared/statistics/sums.ts'

/** The sums of single scores, the long way round. */
const sumsOf = (scores: readonly number[]): Sums => ({
  n: scores.length,
  total: scores.reduce((sum, score) => sum + score, 0),
  squares: scores.reduce((sum, score) => sum + score * score, 0),
})
const ratings = (minLength: number) => array(integer({ min: 1, max: 5 }), { minLength, maxLength: 60 })
const width = (sums: Sums) => {
  const { low, high } = meanEstimate(sums, { low: -1000, high: 1000 })?.interval ?? {
    low: 0,
    high: Number.NaN,
  }
  return high - low
}

describe('mean rating', () => {
  // R 4.2.2: mean, sd and t.test(x)$conf.int of c(3,4,4,5,2,5,5,1,4,4) and of rep(1:5, c(3,8,21,40,28)).
  it('has the mean, deviation and t interval of R', () => {
    const ten = sumsOf([3, 4, 4, 5, 2, 5, 5, 1, 4, 4])
    expect(deviationOf(ten)).toBeCloseTo(1.33749350984926, 12)
    const estimate = meanEstimate(ten)
    expect(estimate).toMatchObject({ value: 3.7, n: 10 })
    expect(estimate?.interval?.low).toBeCloseTo(2.74321478103839, 12)
    expect(estimate?.interval?.high).toBeCloseTo(4.65678521896161, 12)
    const hundred = meanEstimate(sumsOfCounts([3, 8, 21, 40, 28]))
    expect(hundred?.interval?.low).toBeCloseTo(3.61588764047131, 12)
    expect(hundred?.interval?.high).toBeCloseTo(4.02411235952869, 12)
  })

  // R 4.2.2: t.test(c(5,4,4,5))$conf.int is 3.58…–5.42.
  it('ends where the scale ends', () => {
    expect(meanEstimate(sumsOf([5, 4, 4, 5]))?.interval?.low).toBeCloseTo(3.5813068844814606, 12)
    expect(meanEstimate(sumsOf([5, 4, 4, 5]))?.interval?.high).toBe(5)
    expect(meanEstimate(sumsOf([0, 10]), { low: 0, high: 10 })?.interval).toEqual({ low: 0, high: 10 })
  })

  it('is nothing without answers, and has no interval for one', () => {
    expect(meanEstimate(sumsOf([]))).toBeUndefined()
    expect(meanEstimate(sumsOf([4]))).toEqual({ value: 4, n: 1, interval: undefined })
  })

  // t(0.975; 4) = 2.7764 and t(0.975; 19) = 2.0930, by n.
  it('of answers that are all alike is not certain', () => {
    expect(meanEstimate(sumsOf([5, 5, 5, 5, 5]))?.interval?.low).toBeCloseTo(5 - 2.7764451051977934 / 5, 10)
    expect(meanEstimate(sumsOfCounts([0, 0, 0, 0, 20]))?.interval?.low).toBeCloseTo(
      5 - 2.0930240544083092 / 20,
      10,
    )
  })

  it('does not depend on the order or on how the sums are parted', () => {
    assert(
      property(ratings(2), nat(), (scores, cut) => {
        const at = cut % scores.length
        const parts = addSums([sumsOf(scores.slice(at)), sumsOf([]), sumsOf(scores.slice(0, at))])
        expect(meanEstimate(parts)).toEqual(meanEstimate(sumsOf(scores)))
        const counts = [1, 2, 3, 4, 5].map((score) => scores.filter((one) => one === score).length)
        expect(sumsOfCounts(counts)).toEqual(sumsOf(scores))
      }),
    )
  })

  it('of twice the answers is the same and its interval narrower', () => {
    assert(
      property(ratings(2), (scores) => {
        const [once, twice] = [sumsOf(scores), sumsOf([...scores, ...scores])]
        expect(meanEstimate(twice)?.value).toBe(meanEstimate(once)?.value)
        expect(width(twice)).toBeLessThan(width(once))
      }),
    )
  })

  it('moves with the scale, and stretches with it', () => {
    assert(
      property(
        ratings(2),
        integer({ min: -20, max: 20 }),
        constantFrom(2, 3, 10),
        (scores, shift, factor) => {
          const wide = { low: -1000, high: 1000 }
          const plain = meanEstimate(sumsOf(scores), wide)
          const moved = meanEstimate(sumsOf(scores.map((score) => score + shift)), wide)
          expect(moved?.value).toBeCloseTo((plain?.value ?? Number.NaN) + shift, 9)
          expect(moved?.interval?.low).toBeCloseTo((plain?.interval?.low ?? Number.NaN) + shift, 8)
          // Answers that are all alike stay one step of the scale apart from certainty.
          if (new Set(scores).size === 1) return
          const stretched = sumsOf(scores.map((score) => score * factor))
          expect(width(stretched)).toBeCloseTo(width(sumsOf(scores)) * factor, 8)
        },
      ),
    )
  })

  it('stays on the scale with the mean inside', () => {
    assert(
      property(ratings(2), (scores) => {
        const { value, interval } = meanEstimate(sumsOf(scores)) ?? {}
        expect(interval?.low).toBeGreaterThanOrEqual(1)
        expect(interval?.high).toBeLessThanOrEqual(5)
        expect(interval?.low).toBeLessThanOrEqual(value ?? Number.NaN)
        expect(interval?.high).toBeGreaterThanOrEqual(value ?? Number.NaN)
      }),
    )
  })

  it.each([
    [{ n: 2, total: 11, squares: 61 }, 'total is 11, not the sum of 2 scores of 1 to 5'],
    [{ n: 2, total: 1, squares: 1 }, 'total is 1'],
    [{ n: 2, total: Number.NaN, squares: 1 }, 'total is NaN'],
    [{ n: 2, total: 8, squares: 31 }, 'squares is 31, less than 2 scores that sum up to 8 can have'],
    [{ n: -1, total: 0, squares: 0 }, 'n is -1'],
    [{ n: 0.5, total: 2, squares: 8 }, 'n is 0.5'],
  ])('refuses sums that no ratings have: %o', (sums, message) => {
    expect(() => meanEstimate(sums)).toThrow(RangeError)
    expect(() => meanEstimate(sums)).toThrow(message)
  })

  it('refuses counts that are none, by score', () => {
    expect(() => sumsOfCounts([0, 0, -3, 0, 0])).toThrow('the count of score 3 is -3')
    expect(() => sumsOfShare(3, 2)).toThrow('yes is 3, more than n, which is 2')
  })
})
