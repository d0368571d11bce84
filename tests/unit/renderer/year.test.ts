import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { yearOf } from '../../../src/renderer/summary/year.ts'
import { emptyDay } from '../../../src/shared/views.ts'
import { addDays } from '../../../src/shared/work-day.ts'

const WEEKDAYS = [1, 2, 3, 4, 5]
/** A Monday. */
const TODAY = '2026-11-23'

describe('the year', () => {
  it('has 53 weeks, the last of them this one, and no day that is still to come', () => {
    const { months } = yearOf([], TODAY, WEEKDAYS)
    const weeks = months.flatMap(({ weeks: ofMonth }) => ofMonth)
    expect(weeks).toHaveLength(53)
    expect(weeks[0]?.monday).toBe('2025-11-24')
    expect(weeks.at(-1)?.monday).toBe(TODAY)
    expect(weeks.at(-1)?.cells.map((cell) => cell?.workDay)).toEqual([
      TODAY,
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })

  it('puts a week into the month of its Monday, also over a change of year', () => {
    const { months } = yearOf([], '2027-01-05', WEEKDAYS)
    expect(months.slice(-2).map(({ monday, weeks }) => [monday, weeks.length])).toEqual([
      ['2026-12-07', 4],
      ['2027-01-04', 1],
    ])
  })

  it('keeps the same month of two years apart', () => {
    const { months } = yearOf([], '2026-11-30', WEEKDAYS)
    expect(months[0]?.monday).toBe('2025-12-01')
    expect(months.at(-1)?.monday).toBe('2026-11-02')
    expect(months).toHaveLength(12)
  })

  it('has a row for a weekend day only when something happened on one', () => {
    expect(yearOf([], TODAY, WEEKDAYS).weekdays).toEqual([1, 2, 3, 4, 5])
    const saturday = { ...emptyDay('2026-11-21'), ended: 3 }
    expect(yearOf([saturday], TODAY, WEEKDAYS).weekdays).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('shows every day of the year that has something once, and nothing of other years', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: -30, max: 500 })), (ages) => {
        const history = ages.map((age) => ({ ...emptyDay(addDays(TODAY, -age)), ended: 1 }))
        const { months, days } = yearOf(history, TODAY, WEEKDAYS)
        const shown = months
          .flatMap(({ weeks }) => weeks.flatMap(({ cells }) => cells))
          .flatMap((cell) => (cell?.day === undefined ? [] : [cell.workDay]))
          .sort()
        const expected = history
          .map(({ workDay }) => workDay)
          .filter((day) => day >= '2025-11-24' && day <= TODAY)
          .sort()
        expect(shown).toEqual(expected)
        expect(days.map(({ workDay }) => workDay)).toEqual(expected)
      }),
    )
  })
})
