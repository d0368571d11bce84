import { array, assert, integer, nat, property, tuple } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { meanDifference, shareDifference } from '../../../src/shared/statistics/difference.ts'
import { sumsOfCounts } from '../../../src/shared/statistics/sums.ts'

const shares = tuple(nat(200), nat(200)).map(([yes, no]) => ({ yes, n: yes + no + 1 }))
const ratingCounts = array(nat(20), { minLength: 5, maxLength: 5 }).map((counts) =>
  sumsOfCounts([2, ...counts.slice(1)]),
)
const width = (interval: { low: number; high: number } | undefined) =>
  (interval?.high ?? Number.NaN) - (interval?.low ?? Number.NaN)

describe('change of a share', () => {
  // Newcombe (1998), table II, method 10 (printed with four digits); more digits from Python, statsmodels 0.15.0:
  // confint_proportions_2indep(…, method='newcomb', compare='diff', correction=False).
  it.each([
    [56, 70, 48, 80, 0.052431472402, 0.333872654037],
    [9, 10, 3, 10, 0.170522723935, 0.809017973535],
    [6, 7, 2, 7, 0.058227927482, 0.806249637524],
    [5, 56, 0, 29, -0.038137147904, 0.192560013855],
    [0, 10, 0, 20, -0.161125158053, 0.277532799863],
    [0, 10, 0, 10, -0.277532799863, 0.277532799863],
    [10, 10, 0, 20, 0.679086037142, 1],
    [10, 10, 0, 10, 0.607509350431, 1],
  ])('from %i/%i against %i/%i has the published interval', (yes, n, yesBefore, nBefore, low, high) => {
    const change = shareDifference({ yes, n }, { yes: yesBefore, n: nBefore })
    expect(change?.value).toBeCloseTo(yes / n - yesBefore / nBefore, 14)
    expect(change?.interval?.low).toBeCloseTo(low, 11)
    expect(change?.interval?.high).toBeCloseTo(high, 11)
  })

  it('is nothing when a window has no answers', () => {
    expect(shareDifference({ yes: 0, n: 0 }, { yes: 3, n: 5 })).toBeUndefined()
    expect(shareDifference({ yes: 3, n: 5 }, { yes: 0, n: 0 })).toBeUndefined()
  })

  it('lies within its interval, that within −1 to 1, and turns its sign with time', () => {
    assert(
      property(shares, shares, (now, before) => {
        const [change, back] = [shareDifference(now, before), shareDifference(before, now)]
        const { low, high } = change?.interval ?? { low: Number.NaN, high: Number.NaN }
        expect(low).toBeGreaterThanOrEqual(-1)
        expect(high).toBeLessThanOrEqual(1)
        expect(change?.value).toBeGreaterThanOrEqual(low - 1e-12)
        expect(change?.value).toBeLessThanOrEqual(high + 1e-12)
        expect(back?.interval?.high).toBeCloseTo(-low, 12)
      }),
    )
  })

  it('is known better from twice the answers', () => {
    assert(
      property(shares, shares, (now, before) => {
        const twice = shareDifference(
          { yes: 2 * now.yes, n: 2 * now.n },
          { yes: 2 * before.yes, n: 2 * before.n },
        )
        expect(width(twice?.interval)).toBeLessThan(width(shareDifference(now, before)?.interval))
      }),
    )
  })

  it('refuses more yes than answers', () => {
    expect(() => shareDifference({ yes: 3, n: 5 }, { yes: 7, n: 5 })).toThrow(
      'yes is 7, more than n, which is 5',
    )
  })
})

describe('change of a mean', () => {
  // R 4.2.2: t.test(c(3,4,4,5,2,5,5,1,4,4), c(5,5,4,5,3,5,4,5,4,5,5,4)), Welch, df 12.7473.
  it('has the Welch interval of R', () => {
    const change = meanDifference(sumsOfCounts([1, 1, 1, 4, 3]), sumsOfCounts([0, 0, 1, 4, 7]))
    expect(change?.value).toBeCloseTo(3.7 - 54 / 12, 12)
    expect(change?.interval?.low).toBeCloseTo(-1.807861860990198, 10)
    expect(change?.interval?.high).toBeCloseTo(0.207861860990199, 10)
  })

  // R 4.2.2: t.test(rep(1:5, c(3,8,21,40,28)), rep(1:5, c(6,10,25,33,16))), df 181.774.
  it('has it for many ratings too', () => {
    const change = meanDifference(sumsOfCounts([3, 8, 21, 40, 28]), sumsOfCounts([6, 10, 25, 33, 16]))
    expect(change?.interval?.low).toBeCloseTo(0.0341939569789515, 10)
    expect(change?.interval?.high).toBeCloseTo(0.6502504874654925, 10)
  })

  // R 4.2.2 and its manual: t.test(extra ~ group, data = sleep) is −3.3654832 to 0.2054832 with df 17.776. In tenths of hours.
  it('has it for the data of Student himself', () => {
    const scale = { low: -100, high: 100 }
    const sums = (values: readonly number[]) => ({
      n: values.length,
      total: values.reduce((sum, value) => sum + value, 0),
      squares: values.reduce((sum, value) => sum + value * value, 0),
    })
    const one = sums([7, -16, -2, -12, -1, 34, 37, 8, 0, 20])
    const two = sums([19, 8, 11, 1, -1, 44, 55, 16, 46, 34])
    const change = meanDifference(one, two, scale)
    expect(change?.interval?.low).toBeCloseTo(-33.6548323071171, 9)
    expect(change?.interval?.high).toBeCloseTo(2.0548323071171, 9)
  })

  it('is nothing when a window has no answers, and has no interval when one has one', () => {
    const some = sumsOfCounts([0, 0, 1, 4, 7])
    expect(meanDifference(some, sumsOfCounts([]))).toBeUndefined()
    expect(meanDifference(some, sumsOfCounts([0, 0, 1]))).toEqual({ value: 4.5 - 3, interval: undefined })
  })

  it('of answers that are all alike is not certain', () => {
    const change = meanDifference(sumsOfCounts([0, 0, 0, 0, 5]), sumsOfCounts([0, 0, 0, 5, 0]))
    expect(change?.value).toBe(1)
    expect(width(change?.interval)).toBeGreaterThan(1)
  })

  it('lies within its interval, stays within the scale, and turns its sign with time', () => {
    assert(
      property(ratingCounts, ratingCounts, (now, before) => {
        const [change, back] = [meanDifference(now, before), meanDifference(before, now)]
        const { low, high } = change?.interval ?? { low: Number.NaN, high: Number.NaN }
        expect(low).toBeGreaterThanOrEqual(-4)
        expect(high).toBeLessThanOrEqual(4)
        expect(change?.value).toBeGreaterThanOrEqual(low)
        expect(change?.value).toBeLessThanOrEqual(high)
        expect(back?.interval?.high).toBeCloseTo(-low, 12)
      }),
    )
  })

  it('does not depend on where the scale begins', () => {
    const scale = { low: -100, high: 100 }
    assert(
      property(
        array(nat(9), { minLength: 5, maxLength: 5 }),
        integer({ min: -9, max: 9 }),
        (counts, shift) => {
          const change = (lowest: number) =>
            meanDifference(sumsOfCounts([2, 3], lowest), sumsOfCounts([...counts, 2], lowest), scale)
          expect(change(1 + shift)?.value).toBeCloseTo(change(1)?.value ?? Number.NaN, 9)
          expect(width(change(1 + shift)?.interval)).toBeCloseTo(width(change(1)?.interval), 8)
        },
      ),
    )
  })

  it('refuses sums that no ratings have', () => {
    const some = sumsOfCounts([0, 0, 1, 4, 7])
    expect(() => meanDifference(some, { n: 1, total: 6, squares: 36 })).toThrow(RangeError)
    expect(() => meanDifference({ n: 1, total: 0, squares: 0 }, some)).toThrow('total is 0')
  })
})
