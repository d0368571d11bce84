import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { meanEstimate } from '../../../src/shared/statistics/mean.ts'
import { npsEstimate } from '../../../src/shared/statistics/nps.ts'
import { sumsOfCounts } from '../../../src/shared/statistics/sums.ts'
import { wilsonInterval } from '../../../src/shared/statistics/wilson.ts'
import { meanFigure, npsFigure, shareFigure, type Figure } from '../../../src/shared/team-figures/figure.ts'
import { possibleCounts } from '../../../src/shared/team-figures/possible-counts.ts'
import { cell, toldCells } from './cells.ts'

/** Whether a figure leaves room for what was true, and for its interval. */
function holds(figure: Figure | undefined, truth: { value: number; low: number; high: number }): boolean {
  if (figure?.interval === undefined) return false
  const { value, interval } = figure
  const slack = 1e-9
  return (
    value.low <= truth.value + slack &&
    value.high >= truth.value - slack &&
    interval.low <= truth.low + slack &&
    interval.high >= truth.high - slack
  )
}

describe('a share', () => {
  it('has the Wilson interval of what is told exactly', () => {
    // 40 of 50: 67–89 %, as in statistics.md.
    const figure = shareFigure(cell([40, 10]))
    expect(figure?.value).toEqual({ low: 0.8, high: 0.8 })
    expect(figure?.n).toBe(50)
    expect(figure?.interval?.low).toBeCloseTo(0.67, 2)
    expect(figure?.interval?.high).toBeCloseTo(0.888, 2)
  })

  it('of six happy people, almost alike, is five or six of six, with the widest of both intervals', () => {
    const figure = shareFigure(cell([0, 0, 0], [6, 0, 0], [1, 0, 0]))
    expect(figure?.value).toEqual({ low: 5 / 6, high: 1 })
    expect(figure?.interval?.low).toBeCloseTo(0.4365, 3)
    expect(figure?.interval?.high).toBe(1)
  })

  it('is nothing without answers', () => {
    expect(shareFigure(cell([0, 0]))).toBeUndefined()
  })

  it('holds the true share and its interval, whatever the exceptions were', () => {
    fc.assert(
      fc.property(toldCells(3), ({ told, truth }) => {
        const [yes = 0] = truth
        expect(holds(shareFigure(told), { value: yes / told.n, ...wilsonInterval(yes, told.n)! })).toBe(true)
      }),
    )
  })
})

describe('a mean', () => {
  it('has the t interval of what is told exactly', () => {
    // 3, 4, 4, 5: mean 4, SD 0.816, t(3) = 3.182: 2.70 to 5 (5.30 is no rating).
    const figure = meanFigure(cell([0, 0, 1, 2, 1]))
    expect(figure?.value).toEqual({ low: 4, high: 4 })
    expect(figure?.interval?.low).toBeCloseTo(2.701, 3)
    expect(figure?.interval?.high).toBe(5)
  })

  it('of ten fives, almost alike, reaches down as far as nine fives and a one would', () => {
    // Mean 4.6, SD 1.265, t(9) = 2.262: 3.695.
    const figure = meanFigure(cell([0, 0, 0, 0, 0], [0, 0, 0, 0, 10], [0, 0, 0, 0, 1]))
    expect(figure?.value).toEqual({ low: 4.6, high: 5 })
    expect(figure?.interval?.low).toBeCloseTo(3.695, 2)
    expect(figure?.interval?.high).toBe(5)
  })

  it('holds the true mean and its interval, whatever the exceptions were', () => {
    fc.assert(
      fc.property(toldCells(5), ({ told, truth }) => {
        const { value, interval } = meanEstimate(sumsOfCounts(truth))!
        expect(holds(meanFigure(told), { value, ...interval! })).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('of one answer has no interval', () => {
    expect(meanFigure(cell([0, 0, 0, 1, 0]))).toEqual({
      value: { low: 4, high: 4 },
      n: 1,
      interval: undefined,
    })
  })
})

describe('a net promoter score', () => {
  it('has the adjusted Wald interval of what is told exactly', () => {
    // 45 / 30 / 25 of 100: p = 45.75/103, d = 25.75/103, 19.417 ± 1.96·√(0.65647/103)·100 = 19.42 ± 15.65.
    const figure = npsFigure(cell([45, 30, 25]))
    expect(figure?.value).toEqual({ low: 20, high: 20 })
    expect(figure?.interval?.low).toBeCloseTo(3.77, 2)
    expect(figure?.interval?.high).toBeCloseTo(35.06, 2)
  })

  it('of eight passives, almost alike, is a range around 0', () => {
    expect(npsFigure(cell([0, 0, 0], [0, 8, 0], [0, 1, 0]))?.value).toEqual({ low: -12.5, high: 12.5 })
  })

  it('is nothing without answers', () => {
    expect(npsFigure(cell([0, 0, 0]))).toBeUndefined()
  })

  it('holds the true score and its interval, whatever the exceptions were', () => {
    fc.assert(
      fc.property(toldCells(3), ({ told, truth }) => {
        const [promoters = 0, passives = 0, detractors = 0] = truth
        const { value, interval } = npsEstimate({ promoters, passives, detractors })!
        expect(holds(npsFigure(told), { value, ...interval! })).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})

describe('what can be behind a cell', () => {
  it('is one thing where everything is told exactly', () => {
    expect(possibleCounts(cell([3, 1, 2]))).toEqual([[3, 1, 2]])
  })

  it('has every exception at one of both ends of the scale', () => {
    expect(possibleCounts(cell([0, 1, 0], [0, 10, 5], [0, 2, 1]))).toEqual([
      [3, 9, 4],
      [2, 9, 5],
      [1, 9, 6],
      [0, 9, 7],
    ])
  })

  it('has as many answers as are told', () => {
    fc.assert(
      fc.property(toldCells(5), ({ told }) => {
        for (const counts of possibleCounts(told)) {
          expect(counts.reduce((sum, count) => sum + count, 0)).toBe(told.n)
          expect(Math.min(...counts)).toBeGreaterThanOrEqual(0)
        }
      }),
    )
  })
})
