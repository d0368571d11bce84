import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { meanDifference, shareDifference } from '../../../src/shared/statistics/difference.ts'
import { sumsOfCounts } from '../../../src/shared/statistics/sums.ts'
import { meanChange, shareChange } from '../../../src/shared/team-figures/change.ts'
import { cell, toldCells } from './cells.ts'

describe('a change', () => {
  it('is clear where its interval leaves 0 out', () => {
    // Newcombe's own example (a): 56 of 70 against 48 of 80: 0.2, 0.0524 to 0.3339.
    const change = shareChange(cell([56, 14]), cell([48, 32]))
    expect(change?.value.low).toBeCloseTo(0.2, 10)
    expect(change?.interval?.low).toBeCloseTo(0.0524, 4)
    expect(change?.interval?.high).toBeCloseTo(0.3339, 4)
    expect(change?.verdict).toBe('up')
    expect(shareChange(cell([48, 32]), cell([56, 14]))?.verdict).toBe('down')
  })

  it('is unclear where its interval holds 0, however large it looks', () => {
    // Newcombe's example (b): 9 of 10 against 3 of 10 is clear; 6 of 10 against 3 of 10 is not.
    expect(shareChange(cell([9, 1]), cell([3, 7]))?.verdict).toBe('up')
    expect(shareChange(cell([6, 4]), cell([3, 7]))?.verdict).toBe('unclear')
  })

  it('is unclear where there are too few answers for an interval', () => {
    expect(meanChange(cell([0, 0, 0, 0, 1]), cell([9, 0, 0, 0, 0]))).toEqual({
      value: { low: 4, high: 4 },
      interval: undefined,
      verdict: 'unclear',
    })
  })

  it('is no longer clear where exceptions could make up for it', () => {
    // Of the same answers the first would be clear when they were told exactly.
    expect(shareChange(cell([10, 0]), cell([4, 6]))?.verdict).toBe('up')
    const alike = cell([0, 0], [10, 0], [2, 0])
    expect(shareChange(alike, cell([4, 6]))?.value.low).toBeCloseTo(0.4, 10)
    expect(shareChange(alike, cell([4, 6]))?.verdict).toBe('unclear')
  })

  it('is nothing where one of the two has no answers', () => {
    expect(shareChange(cell([1, 1]), cell([0, 0]))).toBeUndefined()
    expect(meanChange(cell([0, 0, 0, 0, 0]), cell([1, 1, 0, 0, 0]))).toBeUndefined()
  })

  it('of shares holds the true one and its interval, whatever the exceptions were', () => {
    fc.assert(
      fc.property(toldCells(2), toldCells(2), (now, before) => {
        const change = shareChange(now.told, before.told)!
        const yes = ({ told, truth }: typeof now) => ({ yes: truth[0] ?? 0, n: told.n })
        const { value, interval } = shareDifference(yes(now), yes(before))!
        expect(change.value.low).toBeLessThanOrEqual(value + 1e-9)
        expect(change.value.high).toBeGreaterThanOrEqual(value - 1e-9)
        expect(change.interval!.low).toBeLessThanOrEqual(interval!.low + 1e-9)
        expect(change.interval!.high).toBeGreaterThanOrEqual(interval!.high - 1e-9)
        expect(change.verdict !== 'up' || interval!.low > 0).toBe(true)
        expect(change.verdict !== 'down' || interval!.high < 0).toBe(true)
      }),
    )
  })

  it('of means holds the true one, and is clear only where the true one is', () => {
    fc.assert(
      fc.property(toldCells(5), toldCells(5), (now, before) => {
        const change = meanChange(now.told, before.told)!
        const { value, interval } = meanDifference(sumsOfCounts(now.truth), sumsOfCounts(before.truth))!
        expect(change.value.low).toBeLessThanOrEqual(value + 1e-9)
        expect(change.value.high).toBeGreaterThanOrEqual(value - 1e-9)
        expect(change.verdict !== 'up' || interval!.low > 0).toBe(true)
        expect(change.verdict !== 'down' || interval!.high < 0).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})
