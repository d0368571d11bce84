import { describe, expect, it } from 'vitest'
import { dayNumber, dayText } from '../../../src/shared/calendar.ts'
import { earlySignal, LEAST_SIGNAL_DAYS } from '../../../src/shared/team-figures/early-signal.ts'
import type { WindowAnswer } from '../../../src/shared/wire/summaries.ts'
import { hidden, shown, windowOf } from './cells.ts'

const FIRST = dayNumber('2026-03-02')
const day = (n: number) => dayText(FIRST + n)

/** Happy people out of ten, day by day: usual days go up and down a little. */
const usual = (n: number) => 6 + (n % 4 === 0 ? 2 : n % 3)
const days = (length: number, happy: (n: number) => number | null): WindowAnswer[] =>
  Array.from({ length }, (_, n) => {
    const yes = happy(n)
    return windowOf(day(n), { smiley: yes === null ? hidden() : shown([yes, 0, 10 - yes]) })
  })

describe('the early signal', () => {
  it('learns for twenty days and can say something on the 21st', () => {
    expect(earlySignal(days(LEAST_SIGNAL_DAYS - 1, usual)).smiley).toMatchObject({
      state: 'learning',
      days: 20,
    })
    expect(earlySignal(days(LEAST_SIGNAL_DAYS, usual)).smiley.state).toBe('quiet')
  })

  it('is quiet while days are as usual', () => {
    const { smiley, rating } = earlySignal(days(120, usual))
    expect(smiley.state).toBe('quiet')
    expect(smiley.since).toBeUndefined()
    expect(rating).toEqual({ days: 0, averages: [], state: 'learning', since: undefined })
  })

  it('signals when days stay low, and says since when', () => {
    const { smiley } = earlySignal(days(100, (n) => (n < 85 ? usual(n) : 3)))
    expect(smiley.state).toBe('signals')
    const first = smiley.averages.find(({ signals }) => signals)
    expect(smiley.since).toBe(first?.workDay)
    expect(dayNumber(smiley.since ?? '') - FIRST).toBeGreaterThan(85)
    expect(dayNumber(smiley.since ?? '') - FIRST).toBeLessThan(95)
  })

  it('is not raised by one bad day', () => {
    expect(earlySignal(days(100, (n) => (n === 99 ? 0 : usual(n)))).smiley.state).toBe('quiet')
  })

  it('is quiet again when days are as usual again', () => {
    const { smiley } = earlySignal(days(140, (n) => (n < 85 || n > 97 ? usual(n) : 3)))
    expect(smiley.state).toBe('quiet')
    expect(smiley.averages.some(({ signals }) => signals)).toBe(true)
  })

  it('leaves out days that can’t be shown: they are no bad days', () => {
    const { smiley } = earlySignal(days(120, (n) => (n % 5 === 0 ? null : usual(n))))
    expect(smiley.days).toBe(96)
    expect(smiley.state).toBe('quiet')
  })

  it('shows the last ninety days of what it looked at', () => {
    expect(earlySignal(days(300, usual)).smiley.averages).toHaveLength(90)
  })
})
