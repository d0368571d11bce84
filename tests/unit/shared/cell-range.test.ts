import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countRange, meanRange, shareRange } from '../../../src/shared/wire/cell-range.ts'
import { cell } from '../team-figures/cells.ts'

describe('the range of a cell', () => {
  it('is a point where everything is told exactly', () => {
    expect(countRange(cell([30, 10]), 0)).toEqual({ low: 30, high: 30 })
    expect(shareRange(cell([30, 10]), 0)).toEqual({ low: 0.75, high: 0.75 })
    expect(meanRange(cell([0, 1, 0, 3, 0]))).toEqual({ low: 3.5, high: 3.5 })
  })

  it('leaves room for one exception in each block that is almost alike', () => {
    const happy = cell([3, 0, 3], [12, 0, 6], [2, 0, 1])
    expect(countRange(happy, 0)).toEqual({ low: 13, high: 16 })
    expect(shareRange(happy, 2)).toEqual({ low: 8 / 24, high: 11 / 24 })
    expect(countRange(happy, 1)).toEqual({ low: 0, high: 3 })
  })

  it('of a mean goes as far as the exceptions could be the worst or the best rating', () => {
    expect(meanRange(cell([0, 0, 0, 0, 0], [0, 0, 0, 0, 10], [0, 0, 0, 0, 1]))).toEqual({ low: 4.6, high: 5 })
    expect(meanRange(cell([0, 0, 0, 0, 0], [0, 10, 0, 0, 0], [0, 1, 0, 0, 0]))).toEqual({
      low: 1.9,
      high: 2.3,
    })
  })

  it('of a part is no wider than its answers', () => {
    expect(countRange(cell([2, 9], [0, 0], [4, 0]), 0)).toEqual({ low: 0, high: 2 })
    expect(countRange(cell([2, 9], [0, 0], [4, 0]), 1)).toEqual({ low: 9, high: 11 })
  })

  it('is nothing without answers', () => {
    expect(shareRange(cell([0, 0]), 0)).toBeUndefined()
    expect(meanRange(cell([0, 0, 0, 0, 0]))).toBeUndefined()
  })

  it('holds what was answered, whatever the exceptions were', () => {
    const block = fc.record({
      counts: fc.array(fc.nat(9), { minLength: 5, maxLength: 5 }),
      alike: fc.option(
        fc.record({ value: fc.nat(4), n: fc.integer({ min: 5, max: 20 }), exception: fc.nat(4) }),
      ),
    })
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 5 }), (blocks) => {
        const [told, truth] = [cell([0, 0, 0, 0, 0]), [0, 0, 0, 0, 0]]
        const add = (to: number[], value: number, n: number) => {
          to[value] = (to[value] ?? 0) + n
        }
        for (const { counts, alike } of blocks)
          if (alike === null)
            for (const [value, n] of counts.entries()) {
              add(told.counts, value, n)
              add(truth, value, n)
            }
          else {
            add(told.alike, alike.value, alike.n)
            add(told.alikeBlocks, alike.value, 1)
            add(truth, alike.value, alike.n - 1)
            add(truth, alike.exception, 1)
          }
        told.n = truth.reduce((sum, n) => sum + n, 0)
        fc.pre(told.n > 0)
        for (const [value, n] of truth.entries()) {
          const { low, high } = countRange(told, value)
          expect(low <= n && n <= high).toBe(true)
          const share = shareRange(told, value)!
          expect(
            share.low >= 0 && share.low <= n / told.n && n / told.n <= share.high && share.high <= 1,
          ).toBe(true)
        }
        const mean = truth.reduce((sum, n, value) => sum + n * (value + 1), 0) / told.n
        const range = meanRange(told)!
        expect(range.low).toBeLessThanOrEqual(mean + 1e-12)
        expect(range.high).toBeGreaterThanOrEqual(mean - 1e-12)
      }),
    )
  })
})
