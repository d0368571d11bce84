import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayNumber, dayText, firstKeptDay, monthStart } from '../../../src/collector/store/days.ts'

/** Days from 1970 to 2200. */
const day = fc.integer({ min: 0, max: 84_000 })

test('a day and its text are the same day', () => {
  fc.assert(
    fc.property(day, (number) => {
      expect(dayText(number)).toBe(Temporal.PlainDate.from('1970-01-01').add({ days: number }).toString())
      expect(dayNumber(dayText(number))).toBe(number)
    }),
  )
})

test('what is kept begins so many calendar months ago, at the end of a shorter month where there is no such day', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 12 }), (today, retentionMonths) => {
      const expected = Temporal.PlainDate.from(dayText(today)).subtract({ months: retentionMonths })
      expect(dayText(firstKeptDay(today, { retentionMonths }))).toBe(expected.toString())
    }),
    {
      examples: [
        [dayNumber('2026-08-31'), 6],
        [dayNumber('2028-02-29'), 12],
      ],
    },
  )
})

test('months begin on their first day, over the turn of the year', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: -14, max: 14 }), (number, months) => {
      const expected = Temporal.PlainDate.from(dayText(number)).with({ day: 1 }).add({ months })
      expect(dayText(monthStart(number, months))).toBe(expected.toString())
    }),
  )
})
