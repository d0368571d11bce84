/**
 * Work days as whole days since 1970-01-01, without time zones. Without `Temporal` too: the collector also runs on Node 22
 * and 24, which have none.
 */
import type { WorkDayId } from './records.ts'

const DAY_MS = 86_400_000

/**
 * The number of a work day, whole days since 1970-01-01.
 * @throws RangeError for what is no date, `2026-02-30`, or isn't written `YYYY-MM-DD`
 */
export function dayNumber(workDay: WorkDayId): number {
  const at = /^\d{4}-\d\d-\d\d$/.test(workDay) ? Date.parse(`${workDay}T00:00:00Z`) : Number.NaN
  // Some engines take 30 February as 2 March.
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== workDay) {
    throw new RangeError(`the day is ${JSON.stringify(workDay)}, not a date like 2026-11-23`)
  }
  return at / DAY_MS
}

/**
 * The work day of a number.
 * @throws RangeError before the year 0 and after 9999, which `YYYY-MM-DD` can't write
 */
export function dayText(day: number): WorkDayId {
  const text = new Date(day * DAY_MS).toISOString()
  if (text.length !== 24) throw new RangeError(`the day is ${text.slice(0, 13)}, not in the years 0 to 9999`)
  return text.slice(0, 10)
}

/** The UTC day of an instant. @param at epoch ms */
export function dayOf(at: number): number {
  return Math.floor(at / DAY_MS)
}

/** 1 = Monday to 7 = Sunday. */
export function weekdayOf(day: number): number {
  // 1970-01-01 was a Thursday.
  return ((((day + 3) % 7) + 7) % 7) + 1
}

/** The number of a date; months beyond 1–12 go on into the neighbouring years. */
export function dayOfDate(year: number, month: number, date: number): number {
  // Date.UTC takes the years 0–99 as 1900–1999.
  return new Date(0).setUTCFullYear(year, month - 1, date) / DAY_MS
}

export function dateOf(day: number): { readonly year: number; readonly month: number } {
  const date = new Date(day * DAY_MS)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1 }
}

/** First and last day, which both count in. */
export interface Span {
  readonly first: number
  readonly last: number
}

/** The ISO week that a day lies in: Monday to Sunday. */
export function weekOf(day: number): Span {
  const monday = day - weekdayOf(day) + 1
  return { first: monday, last: monday + 6 }
}

export function monthOf(day: number): Span {
  const { year, month } = dateOf(day)
  return { first: dayOfDate(year, month, 1), last: dayOfDate(year, month + 1, 0) }
}

export function quarterOf(day: number): Span {
  const { year, month } = dateOf(day)
  const begins = month - ((month - 1) % 3)
  return { first: dayOfDate(year, begins, 1), last: dayOfDate(year, begins + 3, 0) }
}
