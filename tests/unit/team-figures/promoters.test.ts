import { describe, expect, it } from 'vitest'
import { moodAhead } from '../../../src/shared/team-figures/mood-ahead.ts'
import { quarterScores } from '../../../src/shared/team-figures/promoters.ts'
import { createRandom } from '../../../src/shared/statistics/random.ts'
import { windowsBetween } from '../../../src/shared/statistics/windows.ts'
import { cell, shown, windowOf } from './cells.ts'

describe('eNPS and NPS by quarter', () => {
  it('stand beside each other, with every quarter between the first and the last', () => {
    const scores = quarterScores({
      pulses: [
        { quarter: '2025-Q4', cell: cell([6, 2, 2]) },
        { quarter: '2026-Q1', cell: null },
      ],
      customers: {
        months: [],
        quarters: [{ from: '2026-07-01', to: '2026-09-30', promoters: 50, passives: 30, detractors: 20 }],
      },
    })
    expect(scores.map(({ year, quarter }) => `${year}-${quarter}`)).toEqual([
      '2025-4',
      '2026-1',
      '2026-2',
      '2026-3',
    ])
    expect(scores[0]?.employees).toMatchObject({ value: { low: 40, high: 40 }, n: 10 })
    expect(scores[1]?.employees).toBe('hidden')
    expect(scores[2]).toMatchObject({ employees: undefined, customers: undefined })
    expect(scores[3]?.customers).toMatchObject({ value: { low: 30, high: 30 }, n: 100 })
  })

  it('are none where the question was never closed', () => {
    expect(quarterScores({ pulses: [], customers: null })).toEqual([])
  })
})

const months = windowsBetween('2023-01-15', '2026-12-15', 'month')
/** Happy people of a hundred by month, and scores that follow them after some months, or don't. */
function scene(length: number, follows: number | undefined, without: readonly number[] = []) {
  const random = createRandom(7)
  const happy = Array.from({ length: months.length + 12 }, () => Math.floor(30 + random() * 50))
  return {
    windows: months.slice(0, length).flatMap(({ from, to }, at) => {
      const yes = happy[at + 12] ?? 0
      return without.includes(at) ? [] : [windowOf(from, { smiley: shown([yes, 0, 100 - yes]) }, to)]
    }),
    scores: months.slice(0, length).map(({ from, to }, at) => {
      const promoters = follows === undefined ? Math.floor(random() * 60) : (happy[at + 12 - follows] ?? 0)
      return { from, to, promoters, passives: 0, detractors: 100 - promoters }
    }),
  }
}

describe('happy days beside customers’ scores', () => {
  it('aren’t compared before there are 36 months with both', () => {
    const { windows, scores } = scene(40, 3, [0, 1, 2, 3, 4])
    expect(moodAhead(windows, scores)).toEqual({ state: 'too-few', months: 35, needed: 36 })
  })

  it('show at which distance they go together: happy days three months earlier is lag 3', () => {
    const { windows, scores } = scene(48, 3)
    const ahead = moodAhead(windows, scores)
    expect(ahead.state === 'seen' && ahead.outside[0]?.lag).toBe(3)
    expect(ahead.state === 'seen' && ahead.view.months).toBe(48)
  })

  it('find nothing in lines that have nothing to do with each other, and say the same each time', () => {
    const { windows, scores } = scene(48, undefined)
    const ahead = moodAhead(windows, scores)
    expect(ahead.state === 'seen' && ahead.outside).toEqual([])
    expect(moodAhead(windows, scores)).toEqual(ahead)
  })

  it('say so where gaps leave too few steps from month to month', () => {
    const { windows, scores } = scene(48, 3, [3, 7, 11, 15, 19, 23, 27, 31, 35, 39])
    expect(moodAhead(windows, scores)).toEqual({ state: 'no-steps', months: 38 })
  })
})
