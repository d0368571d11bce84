import { assert, nat, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wilsonInterval } from '../../../src/shared/statistics/wilson.ts'

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

  it('has no interval without answers', () => {
    expect(wilsonInterval(0, 0)).toBeUndefined()
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
})
