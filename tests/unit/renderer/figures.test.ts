import { describe, expect, it } from 'vitest'
import {
  completionOf,
  countSmileys,
  meanRating,
  shareSolved,
  weeksOf,
} from '../../../src/renderer/summary/figures.ts'
import { emptyDay, type DaySummary } from '../../../src/shared/views.ts'

const day = (workDay: string, changes: Partial<DaySummary> = {}): DaySummary => ({
  ...emptyDay(workDay),
  ...changes,
})

describe('mean rating', () => {
  it('weighs every rating once, not every day', () => {
    const days = [
      day('2026-11-19', { ended: 4, rated: 3, ratings: [0, 0, 0, 0, 3] }),
      day('2026-11-20', { ended: 1, rated: 1, ratings: [1, 0, 0, 0, 0] }),
    ]
    expect(meanRating(days)).toEqual({ mean: 4, n: 4, rated: 4, ended: 5 })
  })

  it('is a gap without ratings, never a zero', () => {
    expect(meanRating([day('2026-11-20', { ended: 3 })])).toEqual({ mean: null, n: 0, rated: 0, ended: 3 })
  })
})

describe('share solved', () => {
  it('counts yes of yes and no, with its interval', () => {
    const solved = shareSolved([day('2026-11-20', { solvedYes: 4, solvedNo: 1, ended: 9, rated: 7 })])
    expect(solved).toMatchObject({ share: 0.8, yes: 4, no: 1, rated: 7, ended: 9 })
    expect(Math.round((solved.interval?.low ?? 0) * 100)).toBe(38)
  })

  it('is a gap without answers', () => {
    expect(shareSolved([day('2026-11-20')])).toMatchObject({ share: null, interval: undefined })
  })
})

describe('calendar', () => {
  it('puts days into calendar weeks from Monday, over a change of year', () => {
    const weeks = weeksOf(['2026-12-31', '2027-01-01', '2027-01-04'].map((workDay) => day(workDay)))
    expect(weeks.map(({ monday, days }) => [monday, days.length])).toEqual([
      ['2026-12-28', 2],
      ['2027-01-04', 1],
    ])
  })

  it('counts a day without a smiley as no smiley, not as neutral', () => {
    const days = [
      day('2026-11-18', { smiley: 'happy' }),
      day('2026-11-19'),
      day('2026-11-20', { smiley: 'sad' }),
    ]
    expect(countSmileys(days)).toEqual({ happy: 1, neutral: 0, sad: 1, n: 2 })
  })
})

describe('completion', () => {
  it('is rated of ended', () => {
    const days = [day('2026-11-19', { ended: 9, rated: 7 }), day('2026-11-20', { ended: 3, rated: 0 })]
    expect(completionOf(days)).toEqual({ rated: 7, ended: 12 })
  })
})
