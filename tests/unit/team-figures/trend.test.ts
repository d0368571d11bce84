import { describe, expect, it } from 'vitest'
import { trendOf } from '../../../src/shared/team-figures/trend.ts'
import { hidden, shown, windowOf } from './cells.ts'

const ratedWell = shown([0, 0, 1, 8, 6])

describe('a trend', () => {
  it('leaves out windows without a work day, and shows the newest with one beside the one before', () => {
    const { points, newest, before, change } = trendOf('rating', [
      windowOf('2026-11-19', { rating: shown([0, 3, 9, 2, 0]) }),
      windowOf('2026-11-20', { rating: ratedWell }),
      windowOf('2026-11-21'),
      windowOf('2026-11-22'),
    ])
    expect(points.map(({ from, state }) => [from, state])).toEqual([
      ['2026-11-19', 'shown'],
      ['2026-11-20', 'shown'],
    ])
    expect([newest?.from, before?.from]).toEqual(['2026-11-20', '2026-11-19'])
    expect(change?.verdict).toBe('up')
  })

  it('keeps the place of a window that can’t be shown, and compares nothing with it', () => {
    const { points, newest, change } = trendOf('smiley', [
      windowOf('2026-11-19', { smiley: shown([5, 0, 2]) }),
      windowOf('2026-11-20', { smiley: hidden(), rating: ratedWell }),
      windowOf('2026-11-21', { smiley: shown([6, 0, 3]) }),
    ])
    expect(points.map(({ state }) => state)).toEqual(['shown', 'hidden', 'shown'])
    expect(newest?.figure?.value.low).toBeCloseTo(2 / 3, 10)
    expect(change).toBeUndefined()
  })

  it('says a window hidden where any measure of it was worked', () => {
    const { newest } = trendOf('solved', [windowOf('2026-11-20', { smiley: shown([5, 0, 2]) })])
    expect(newest?.state).toBe('hidden')
  })

  it('says the completion beside it, and how many work days aren’t in it', () => {
    const { newest } = trendOf('rating', [
      windowOf('2026-11-16', { rating: { ...ratedWell, left: 2 }, outcome: shown([15, 4, 1]) }, '2026-11-22'),
    ])
    expect(newest?.completion?.value.low).toBe(0.75)
    expect(newest?.completion?.n).toBe(20)
    expect(newest?.left).toBe(2)
  })

  it('works out no more than it is asked for, the newest', () => {
    const windows = ['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-21'].map((day, at) =>
      windowOf(day, at === 3 ? {} : { rating: ratedWell }),
    )
    expect(trendOf('rating', windows, 2).points.map(({ from }) => from)).toEqual(['2026-11-17', '2026-11-18'])
  })

  it('is empty without windows', () => {
    expect(trendOf('rating', [])).toEqual({
      points: [],
      newest: undefined,
      before: undefined,
      change: undefined,
    })
  })
})
