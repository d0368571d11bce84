import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayNumber, dayText } from '../../../src/shared/calendar.ts'
import { moodStep, moodYear } from '../../../src/shared/team-figures/mood-year.ts'
import { shareFigure } from '../../../src/shared/team-figures/figure.ts'
import { cell, hidden, shown, windowOf } from './cells.ts'

const happy = shown([5, 0, 2])

describe('the mood calendar', () => {
  it('has a month’s days in weeks, with what can be said of each', () => {
    const {
      months,
      weekdays,
      shown: n,
      hidden: away,
    } = moodYear([
      windowOf('2026-11-26', { smiley: happy }),
      windowOf('2026-11-27', { smiley: hidden() }),
      windowOf('2026-11-28'),
      windowOf('2026-11-29'),
      windowOf('2026-11-30', { smiley: happy }),
    ])
    expect(weekdays).toEqual([1, 4, 5])
    expect([n, away]).toEqual([2, 1])
    const weeks = months[0]!.weeks.map((week) => week.map(({ workDay, state }) => [workDay.slice(8), state]))
    expect(weeks.slice(-2)).toEqual([
      [
        ['23', 'open'],
        ['26', 'shown'],
        ['27', 'hidden'],
      ],
      [['30', 'shown']],
    ])
  })

  it('goes back a year from the month of the last day', () => {
    const days = Array.from({ length: 500 }, (_, n) =>
      windowOf(dayText(dayNumber('2026-11-18') - 499 + n), { smiley: happy }),
    )
    const { months } = moodYear(days)
    expect(months).toHaveLength(13)
    expect([months[0]?.year, months[0]?.month]).toEqual([2025, 11])
    expect([months.at(-1)?.year, months.at(-1)?.month]).toEqual([2026, 11])
  })

  it('has every day of its months once, in order', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 19_000, max: 22_000 }),
        fc.integer({ min: 7, max: 90 }),
        (last, length) => {
          const days = Array.from({ length }, (_, n) =>
            windowOf(dayText(last - length + 1 + n), { smiley: happy }),
          )
          const all = moodYear(days).months.flatMap(({ weeks }) => weeks.flat())
          const sorted = [...new Set(all.map(({ workDay }) => workDay))].sort()
          expect(all.map(({ workDay }) => workDay)).toEqual(sorted)
          expect(all.filter(({ state }) => state === 'shown')).toHaveLength(length)
          for (const [at, { weekday }] of all.entries())
            expect(at === 0 || weekday !== 1 || all[at - 1]?.weekday === 7).toBe(true)
        },
      ),
    )
  })

  it('shades a range by its lower end', () => {
    const step = (counts: number[], alike?: number[], blocks?: number[]) =>
      moodStep(shareFigure(cell(counts, alike, blocks))!)
    expect(step([0, 0, 10])).toBe(1)
    expect(step([5, 0, 5])).toBe(3)
    expect(step([8, 0, 2])).toBe(5)
    expect(step([0, 0, 0], [6, 0, 0], [1, 0, 0])).toBe(5)
    expect(step([0, 0, 0], [0, 0, 6], [0, 0, 1])).toBe(1)
  })

  it('is empty before the first closed day', () => {
    expect(moodYear([])).toEqual({ months: [], weekdays: [], shown: 0, hidden: 0 })
  })
})
