import { assert, integer, nat, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shareOf, wilsonInterval } from '../../../src/shared/statistics/wilson.ts'

describe('Wilson interval', () => {
  it.each([
    [4, 5, 38, 96],
    [8, 10, 49, 94],
    [40, 50, 67, 89],
  ])('gives %i of %i the published %i–%i %%', (yes, n, low, high) => {
    const interval = wilsonInterval(yes, n)
    expect(Math.round((interval?.low ?? Number.NaN) * 100)).toBe(low)
    expect(Math.round((interval?.high ?? Number.NaN) * 100)).toBe(high)
  })

  // Python, statsmodels 0.15.0: proportion_confint(yes, n, method='wilson').
  it.each([
    [4, 5, 0.3755346297625252, 0.9637758913675698],
    [0, 10, 0, 0.27753279986288926],
    [10, 10, 0.7224672001371106, 1],
    [1, 1, 0.2065493143772374, 1],
    [7, 1000, 0.0033948684009907654, 0.01437831546576659],
    [81, 263, 0.2552885198782742, 0.36620957698280004],
  ])('gives %i of %i what statsmodels gives', (yes, n, low, high) => {
    const interval = wilsonInterval(yes, n)
    expect(interval?.low).toBeCloseTo(low, 12)
    expect(interval?.high).toBeCloseTo(high, 12)
  })

  it('has no interval without answers', () => {
    expect(wilsonInterval(0, 0)).toBeUndefined()
    expect(shareOf(0, 0)).toBeUndefined()
  })

  it('stays inside 0–1 and around the share', () => {
    const near = 1e-12
    assert(
      property(nat(2000), nat(2000), (yes, no) => {
        const n = yes + no + 1
        const { low, high } = wilsonInterval(yes, n) ?? { low: Number.NaN, high: Number.NaN }
        expect(low).toBeGreaterThanOrEqual(0)
        expect(high).toBeLessThanOrEqual(1)
        expect(low).toBeLessThanOrEqual(yes / n + near)
        expect(high).toBeGreaterThanOrEqual(yes / n - near)
      }),
    )
  })

  it('of twice the answers has the same share and is narrower', () => {
    assert(
      property(nat(500), integer({ min: 1, max: 500 }), (yes, no) => {
        const [once, twice] = [shareOf(yes, yes + no), shareOf(2 * yes, 2 * (yes + no))]
        expect(twice?.value).toBe(once?.value)
        expect(width(twice)).toBeLessThan(width(once))
      }),
    )
  })

  it('of the opposite question is the mirror image', () => {
    assert(
      property(nat(500), nat(500), (yes, no) => {
        const [one, other] = [shareOf(yes, yes + no + 1), shareOf(no + 1, yes + no + 1)]
        expect(one?.interval?.low).toBeCloseTo(1 - (other?.interval?.high ?? 9), 12)
        expect(one?.interval?.high).toBeCloseTo(1 - (other?.interval?.low ?? 9), 12)
      }),
    )
  })

  it.each([
    [6, 5, 'yes is 6, more than n, which is 5'],
    [-1, 5, 'yes is -1, not a whole number of 0 or more'],
    [1.5, 5, 'yes is 1.5'],
    [0, -1, 'n is -1'],
    [Number.NaN, 5, 'yes is NaN'],
    [1, Number.POSITIVE_INFINITY, 'n is Infinity'],
  ])('refuses %d of %d and says why', (yes, n, message) => {
    expect(() => wilsonInterval(yes, n)).toThrow(RangeError)
    expect(() => shareOf(yes, n)).toThrow(message)
  })
})

function width(estimate: ReturnType<typeof shareOf>): number {
  return (estimate?.interval?.high ?? Number.NaN) - (estimate?.interval?.low ?? Number.NaN)
}
