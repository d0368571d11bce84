/**
 * Dates, times and numbers in the agent's locale. A formatter costs more than its use: each is made once, when something
 * is first written with it.
 */
import type { WorkDayId } from '../../shared/records.ts'
import { once } from './once.ts'

export interface Formats {
  /** Epoch ms. */
  now(): number
  /** `14:32` */
  time(at: number): string
  /** `14:32` when it is today, else with the weekday. */
  moment(at: number): string
  /** `Monday 23 November` */
  dayLong(day: WorkDayId): string
  /** `Mon 23 Nov` */
  dayShort(day: WorkDayId): string
  /** `23 Nov` */
  date(day: WorkDayId): string
  /** `Nov`, or with its year, `Nov 2026`. */
  month(day: WorkDayId, year?: 'with-year'): string
  /** `23` */
  dayNumber(day: WorkDayId): string
  /** Name of an ISO weekday, 1 = Monday. */
  weekday(iso: number, width: 'narrow' | 'short' | 'long'): string
  /** `82%` as the locale writes it. */
  percent(share: number): string
  /** One decimal. */
  mean(value: number): string
  count(value: number): string
}

/** A work day is a date without a zone: noon UTC of that date, formatted in UTC. */
const noon = (day: WorkDayId): number => Date.parse(`${day}T12:00:00Z`)

/** Any Monday. */
const MONDAY = Date.UTC(2026, 0, 5, 12)
const DAY_MS = 86_400_000

export function createFormats(locale: string, timeZone: string, now: () => number = Date.now): Formats {
  const date = (options: Intl.DateTimeFormatOptions) =>
    once(() => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }))
  const number = (options?: Intl.NumberFormatOptions) => once(() => new Intl.NumberFormat(locale, options))
  const time = date({ timeZone, timeStyle: 'short' })
  const dayAndTime = date({ timeZone, weekday: 'long', hour: '2-digit', minute: '2-digit' })
  const calendarDay = once(() => new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }))
  const dayLong = date({ weekday: 'long', day: 'numeric', month: 'long' })
  const dayShort = date({ weekday: 'short', day: 'numeric', month: 'short' })
  const dayMonth = date({ day: 'numeric', month: 'short' })
  const month = date({ month: 'short' })
  const monthYear = date({ month: 'short', year: 'numeric' })
  const dayNumber = date({ day: 'numeric' })
  const weekday = {
    narrow: date({ weekday: 'narrow' }),
    short: date({ weekday: 'short' }),
    long: date({ weekday: 'long' }),
  }
  const percent = number({ style: 'percent', maximumFractionDigits: 0 })
  const mean = number({ minimumFractionDigits: 1, maximumFractionDigits: 1 })
  const count = number()
  const isToday = (at: number): boolean => calendarDay().format(at) === calendarDay().format(now())
  return {
    now,
    time: (at) => time().format(at),
    moment: (at) => (isToday(at) ? time : dayAndTime)().format(at),
    dayLong: (day) => dayLong().format(noon(day)),
    dayShort: (day) => dayShort().format(noon(day)),
    date: (day) => dayMonth().format(noon(day)),
    month: (day, year) => (year === undefined ? month : monthYear)().format(noon(day)),
    dayNumber: (day) => dayNumber().format(noon(day)),
    weekday: (iso, width) => weekday[width]().format(MONDAY + (iso - 1) * DAY_MS),
    percent: (share) => percent().format(share),
    mean: (value) => mean().format(value),
    count: (value) => count().format(value),
  }
}
