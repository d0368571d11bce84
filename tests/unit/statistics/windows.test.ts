import { assert, constantFrom, integer, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayNumber, dayText } from '../../../src/shared/calendar.ts'
import {
  WINDOW_KINDS,
  isClosed,
  nextWindow,
  previousWindow,
  windowOf,
  windowsBetween,
} from '../../../src/shared/statistics/windows.ts'

const kinds = constantFrom(...WINDOW_KINDS)
/** 1900 to 2199. */
const days = integer({ min: -25_567, max: 84_000 }).map((day) =>
  Temporal.PlainDate.from('1970-01-01').add({ days: day }),
)

describe('fixed windows', () => {
  it.each([
    ['day', { from: '2026-11-23', to: '2026-11-23' }],
    ['week', { from: '2026-11-23', to: '2026-11-29', year: 2026, week: 48 }],
    ['month', { from: '2026-11-01', to: '2026-11-30', year: 2026, month: 11 }],
    ['quarter', { from: '2026-10-01', to: '2026-12-31', year: 2026, quarter: 4 }],
  ] as const)('of a day: its %s', (kind, window) => {
    expect(windowOf('2026-11-23', kind)).toEqual({ kind, ...window })
  })

  // ISO 8601: week 1 has the year's first Thursday. Python 3: datetime.date.isocalendar().
  it.each([
    ['2027-01-01', 2026, 53, '2026-12-28'],
    ['2027-01-03', 2026, 53, '2026-12-28'],
    ['2027-01-04', 2027, 1, '2027-01-04'],
    ['2024-12-30', 2025, 1, '2024-12-30'],
    ['2024-12-29', 2024, 52, '2024-12-23'],
    ['2021-01-03', 2020, 53, '2020-12-28'],
    ['2028-02-29', 2028, 9, '2028-02-28'],
    ['2000-01-01', 1999, 52, '1999-12-27'],
    ['1969-12-31', 1970, 1, '1969-12-29'],
    ['0099-06-15', 99, 25, '0099-06-15'],
  ])('put %s into week %i-W%i, from %s', (day, year, week, from) => {
    expect(windowOf(day, 'week')).toMatchObject({ year, week, from })
  })

  it('know the leap years', () => {
    expect(windowOf('2028-02-10', 'month').to).toBe('2028-02-29')
    expect(windowOf('2027-02-10', 'month').to).toBe('2027-02-28')
    expect(windowOf('2100-02-10', 'month').to).toBe('2100-02-28')
    expect(windowOf('2000-02-10', 'quarter').to).toBe('2000-03-31')
    expect(windowOf('0004-02-10', 'month')).toMatchObject({ from: '0004-02-01', to: '0004-02-29' })
  })

  it('agree with Temporal', () => {
    assert(
      property(days, (date) => {
        const day = date.toString()
        const week = windowOf(day, 'week')
        expect(week).toMatchObject({ year: date.yearOfWeek, week: date.weekOfYear })
        expect(Temporal.PlainDate.from(week.from).dayOfWeek).toBe(1)
        expect(windowOf(day, 'month')).toMatchObject({
          year: date.year,
          month: date.month,
          from: date.with({ day: 1 }).toString(),
          to: date.with({ day: date.daysInMonth }).toString(),
        })
      }),
    )
  })

  it('have each day in exactly one', () => {
    assert(
      property(days, kinds, integer({ min: 0, max: 1000 }), (date, kind, distance) => {
        const window = windowOf(date.toString(), kind)
        const other = date.add({ days: distance }).toString()
        expect(window.from <= date.toString() && date.toString() <= window.to).toBe(true)
        const same = windowOf(other, kind)
        expect(other <= window.to ? same.from === window.from : same.from > window.to).toBe(true)
        expect(same.to >= window.to).toBe(true)
      }),
    )
  })

  it('lie side by side', () => {
    assert(
      property(days, kinds, (date, kind) => {
        const window = windowOf(date.toString(), kind)
        const before = previousWindow(window)
        expect(Temporal.PlainDate.from(before.to).add({ days: 1 }).toString()).toBe(window.from)
        expect(before.kind).toBe(kind)
        expect(nextWindow(before)).toEqual(window)
      }),
    )
  })

  it('between two days are all that have one of them, oldest first', () => {
    assert(
      property(days, kinds, integer({ min: 0, max: 400 }), (date, kind, length) => {
        const [from, to] = [date.toString(), date.add({ days: length }).toString()]
        const windows = windowsBetween(from, to, kind)
        expect(windows[0]).toEqual(windowOf(from, kind))
        expect(windows.at(-1)).toEqual(windowOf(to, kind))
        for (const [at, window] of windows.slice(1).entries())
          expect(previousWindow(window)).toEqual(windows[at])
      }),
      { numRuns: 40 },
    )
  })

  it('are closed once their last day is over', () => {
    const week = windowOf('2026-11-25', 'week')
    expect(isClosed(week, '2026-11-28')).toBe(false)
    expect(isClosed(week, '2026-11-29')).toBe(false)
    expect(isClosed(week, '2026-11-30')).toBe(true)
  })

  it.each(['2026-02-29', '2026-13-01', '2026-1-1', '20261123', '2026-11-23T10:00', '', '+002026-11-23'])(
    'refuse %j, which is no day',
    (day) => {
      expect(() => windowOf(day, 'week')).toThrow(RangeError)
      expect(() => windowOf(day, 'week')).toThrow(`the day is ${JSON.stringify(day)}`)
      expect(() => isClosed(windowOf('2026-11-23', 'day'), day)).toThrow(RangeError)
      expect(() => windowsBetween('2026-11-23', day, 'day')).toThrow('the day is')
      expect(() => windowsBetween(day, '2026-11-23', 'day')).toThrow('the day is')
    },
  )

  it('refuse a span that ends before it begins, and years that have no four digits', () => {
    expect(() => windowsBetween('2026-11-24', '2026-11-23', 'month')).toThrow('from is 2026-11-24, after to')
    expect(() => previousWindow(windowOf('0000-01-01', 'day'))).toThrow('not in the years 0 to 9999')
    expect(() => nextWindow(windowOf('9999-12-31', 'quarter'))).toThrow(RangeError)
  })

  it('count days as the collector does, from 1970', () => {
    expect(dayNumber('1970-01-01')).toBe(0)
    expect(dayNumber('1969-12-31')).toBe(-1)
    assert(property(days, (date) => dayText(dayNumber(date.toString())) === date.toString()))
  })
})
