import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  isWithin,
  lastScheduledDays,
  shiftEnd,
  shiftStart,
  workDayOf,
  workDayStart,
} from '../../../src/shared/work-day.ts'

const DAY_SHIFT = { start: '09:00', end: '17:00' }
const NIGHT_SHIFT = { start: '22:00', end: '06:00' }
const at = (local: string, zone = 'Europe/Amsterdam') =>
  Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds

test.each([
  ['2026-11-23T09:00', DAY_SHIFT, '2026-11-23'],
  ['2026-11-23T23:59', DAY_SHIFT, '2026-11-23'],
  ['2026-11-24T00:59', DAY_SHIFT, '2026-11-23'],
  ['2026-11-24T01:00', DAY_SHIFT, '2026-11-24'],
  ['2026-11-23T22:00', NIGHT_SHIFT, '2026-11-23'],
  ['2026-11-24T05:59', NIGHT_SHIFT, '2026-11-23'],
  ['2026-11-24T13:59', NIGHT_SHIFT, '2026-11-23'],
  ['2026-11-24T14:00', NIGHT_SHIFT, '2026-11-24'],
  ['2026-11-23T17:00', { start: '00:30', end: '08:30' }, '2026-11-24'],
  ['2026-11-23T12:00', { start: '08:00', end: '08:00' }, '2026-11-23'],
])('%s of shift %o belongs to %s', (local, shift, day) => {
  expect(workDayOf(at(local), 'Europe/Amsterdam', shift)).toBe(day)
})

test('a shift that ends past midnight ends on the next date', () => {
  expect(shiftEnd('2026-11-23', 'Europe/Amsterdam', NIGHT_SHIFT)).toBe(at('2026-11-24T06:00'))
  expect(shiftStart('2026-11-23', 'Europe/Amsterdam', NIGHT_SHIFT)).toBe(at('2026-11-23T22:00'))
})

test('a shift ends by the wall clock also on the days on which the clock changes', () => {
  expect(shiftEnd('2026-03-29', 'Europe/Amsterdam', DAY_SHIFT)).toBe(Date.parse('2026-03-29T17:00:00+02:00'))
  expect(shiftEnd('2026-10-25', 'Europe/Amsterdam', DAY_SHIFT)).toBe(Date.parse('2026-10-25T17:00:00+01:00'))
  // 02:30 doesn't exist in spring: the shift ends an hour later by the sun.
  expect(shiftEnd('2026-03-28', 'Europe/Amsterdam', { start: '18:00', end: '02:30' })).toBe(
    Date.parse('2026-03-29T03:30:00+02:00'),
  )
})

test('a date that a zone has skipped has no work of its own', () => {
  // Samoa went from 29 to 31 December 2011.
  const zone = 'Pacific/Apia'
  expect(workDayOf(at('2011-12-29T12:00', zone), zone, DAY_SHIFT)).toBe('2011-12-29')
  expect(workDayOf(at('2011-12-31T12:00', zone), zone, DAY_SHIFT)).toBe('2011-12-31')
})

test('the last scheduled days leave out the weekend, and are none when no day is worked', () => {
  expect(lastScheduledDays('2026-11-23', 3, [1, 2, 3, 4, 5])).toEqual([
    '2026-11-19',
    '2026-11-20',
    '2026-11-23',
  ])
  expect(lastScheduledDays('2026-11-23', 3, [])).toEqual([])
})

test.each([
  ['12:30', { start: '12:00', end: '13:00' }, true],
  ['13:00', { start: '12:00', end: '13:00' }, false],
  ['23:30', { start: '22:00', end: '06:00' }, true],
  ['05:59', { start: '22:00', end: '06:00' }, true],
  ['06:00', { start: '22:00', end: '06:00' }, false],
])('%s lies in %o: %s', (time, span, within) => {
  expect(isWithin(at(`2026-11-23T${time}`), 'Europe/Amsterdam', span)).toBe(within)
})

const ZONES = ['Europe/Amsterdam', 'America/New_York', 'Asia/Kathmandu', 'Africa/Casablanca', 'Pacific/Apia']

describe.each(ZONES)('over a year in %s', (zone) => {
  const time = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`)
  const shifts = fc.record({ start: time, end: time })
  const from = Date.parse('2026-01-01T00:00:00Z')
  const instants = fc.integer({ min: from, max: from + 366 * 86_400_000 })

  test('time never takes the work day back, and it never jumps by more than a day', () => {
    fc.assert(
      fc.property(instants, shifts, fc.integer({ min: 0, max: 20 * 3_600_000 }), (instant, shift, later) => {
        const before = workDayOf(instant, zone, shift)
        const after = workDayOf(instant + later, zone, shift)
        expect([before, addDays(before, 1)]).toContain(after)
      }),
      { numRuns: 300 },
    )
  })

  test('the whole shift lies in its own work day, overtime of four hours included', () => {
    fc.assert(
      fc.property(instants, shifts, (instant, shift) => {
        const day = workDayOf(instant, zone, shift)
        const start = shiftStart(day, zone, shift)
        const end = shiftEnd(day, zone, shift)
        fc.pre(end - start <= 12 * 3_600_000 && end > start)
        expect(workDayOf(start, zone, shift)).toBe(day)
        expect(workDayOf(end - 1, zone, shift)).toBe(day)
        expect(workDayOf(end + 4 * 3_600_000, zone, shift)).toBe(day)
      }),
      { numRuns: 300 },
    )
  })

  test('a work day begins at the instant that it says', () => {
    fc.assert(
      fc.property(instants, shifts, (instant, shift) => {
        const day = workDayOf(instant, zone, shift)
        const start = workDayStart(day, zone, shift)
        expect(start).toBeLessThanOrEqual(instant)
        expect(workDayOf(start, zone, shift)).toBe(day)
        expect(workDayOf(start - 1, zone, shift)).toBe(addDays(day, -1))
      }),
      { numRuns: 300 },
    )
  })
})
