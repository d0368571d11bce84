import { describe, expect, it } from 'vitest'
import { hintOf } from '../../../src/renderer/summary/hint.ts'
import { addDays } from '../../../src/shared/work-day.ts'
import { dayOf, daysOf } from './own-days.ts'

const FIRST = '2026-01-05'
const good = (days: number) =>
  Array.from({ length: days }, (_, at) => (at % 2 === 0 ? [3, 4, 4, 5] : [4, 4, 3, 4]))
const low = (days: number) => Array.from({ length: days }, () => [2, 2, 3, 2])
const after = (days: number) => addDays(FIRST, days)

describe('the early hint', () => {
  it('says how many days it still needs', () => {
    expect(hintOf(daysOf(FIRST, good(5)), after(5))).toEqual({ s: 'learning', missing: 16 })
    expect(hintOf([], FIRST)).toEqual({ s: 'learning', missing: 21 })
  })

  it('needs exactly as many days as it says', () => {
    expect(hintOf(daysOf(FIRST, good(20)), after(20))).toEqual({ s: 'learning', missing: 1 })
    expect(hintOf(daysOf(FIRST, good(21)), after(21))).toEqual({ s: 'quiet' })
  })

  it('is quiet when nothing changes', () => {
    expect(hintOf(daysOf(FIRST, good(120)), after(120))).toEqual({ s: 'quiet' })
  })

  it('is quiet after one bad day', () => {
    expect(hintOf(daysOf(FIRST, [...good(60), ...low(1)]), after(61))).toEqual({ s: 'quiet' })
  })

  it('signals when ratings went down and stay down, and says since when it does', () => {
    const ratings = [...good(60), ...low(10)]
    const hint = hintOf(daysOf(FIRST, ratings), after(70))
    expect(hint.s).toBe('signals')
    const since = hint.s === 'signals' ? hint.since : ''
    // On the day before it was quiet still, on that day it was not.
    const until = (day: string) => daysOf(FIRST, ratings).filter(({ workDay }) => workDay < day)
    expect(hintOf(until(since), since)).toEqual({ s: 'quiet' })
    expect(hintOf(until(addDays(since, 1)), addDays(since, 1))).toEqual({ s: 'signals', since })
  })

  it('isn’t brought up by today, which isn’t over', () => {
    const history = daysOf(FIRST, [...good(60), ...low(10)])
    const since = history
      .map(({ workDay }) => workDay)
      .find((day) => {
        const before = history.filter(({ workDay }) => workDay < day)
        return hintOf(before, day).s === 'signals'
      })
    const dayBefore = addDays(since ?? '', -1)
    const untilThen = history.filter(({ workDay }) => workDay <= dayBefore)
    expect(hintOf(untilThen, dayBefore)).toEqual({ s: 'quiet' })
    expect(hintOf([...untilThen, dayOf(addDays(dayBefore, 1), [])], addDays(dayBefore, 1)).s).toBe('signals')
  })

  it('has nothing to say about now once the last ratings are two weeks old', () => {
    const history = daysOf(FIRST, [...good(60), ...low(10)])
    expect(hintOf(history, after(82)).s).toBe('signals')
    expect(hintOf(history, after(83))).toEqual({ s: 'quiet' })
  })

  it('doesn’t listen to smileys', () => {
    const history = daysOf(FIRST, good(80)).map((day, at) =>
      at >= 60 ? { ...day, smiley: 'sad' as const } : { ...day, smiley: 'happy' as const },
    )
    expect(hintOf(history, after(80))).toEqual({ s: 'quiet' })
  })
})
