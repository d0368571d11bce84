/**
 * The fixed windows of a summary: day, ISO week, month, quarter. There are no others, because a free range minus another
 * would reveal a single day. Pure calendar arithmetic on work days, without time zones.
 */
import type { WorkDayId } from '../records.ts'
import {
  dateOf,
  dayNumber,
  dayOfDate,
  dayText,
  monthOf,
  quarterOf,
  weekOf,
  type Span as Days,
} from '../calendar.ts'

export const WINDOW_KINDS = ['day', 'week', 'month', 'quarter'] as const
export type WindowKind = (typeof WINDOW_KINDS)[number]

interface Span {
  /** The first day. */
  readonly from: WorkDayId
  /** The last day, which counts in. */
  readonly to: WorkDayId
}

/** A window and what its label is made of. */
export type Window = Span &
  (
    | { readonly kind: 'day' }
    /** `year` is the one that the ISO week counts in: 2027-01-01 is in week 53 of 2026. */
    | { readonly kind: 'week'; readonly year: number; readonly week: number }
    | { readonly kind: 'month'; readonly year: number; readonly month: number }
    | { readonly kind: 'quarter'; readonly year: number; readonly quarter: number }
  )

/**
 * The window of a kind that a day lies in.
 * @throws RangeError when the day isn't a date like `2026-11-23`
 */
export function windowOf(day: WorkDayId, kind: WindowKind): Window {
  return windowAt(dayNumber(day), kind)
}

/** The window that ends where this one begins. */
export function previousWindow(window: Window): Window {
  return windowAt(dayNumber(window.from) - 1, window.kind)
}

/** The window that begins where this one ends. */
export function nextWindow(window: Window): Window {
  return windowAt(dayNumber(window.to) + 1, window.kind)
}

/**
 * The windows that have a day in `from` to `to` (both count in), oldest first. The first and the last are whole, so they
 * may begin before and end after.
 * @throws RangeError when a day isn't one, or `from` is after `to`
 */
export function windowsBetween(from: WorkDayId, to: WorkDayId, kind: WindowKind): Window[] {
  const [first, last] = [windowOf(from, kind), windowOf(to, kind)]
  if (from > to) throw new RangeError(`from is ${from}, after to, which is ${to}`)
  const windows = [first]
  for (let window = first; window.to < last.to;) {
    window = nextWindow(window)
    windows.push(window)
  }
  return windows
}

/**
 * Whether every day of the window lies before today, so that nothing of it changes under somebody's eyes.
 * @throws RangeError when today isn't a date like `2026-11-23`
 */
export function isClosed(window: Window, today: WorkDayId): boolean {
  return dayNumber(window.to) < dayNumber(today)
}

function windowAt(day: number, kind: WindowKind): Window {
  const { year, month } = dateOf(day)
  switch (kind) {
    case 'day':
      return { kind, ...span({ first: day, last: day }) }
    case 'week':
      return weekAt(day)
    case 'month':
      return { kind, ...span(monthOf(day)), year, month }
    case 'quarter':
      return { kind, ...span(quarterOf(day)), year, quarter: Math.ceil(month / 3) }
  }
}

/** ISO 8601: weeks begin on Monday, and a week belongs to the year of its Thursday. */
function weekAt(day: number): Window {
  const days = weekOf(day)
  const thursday = days.first + 3
  const { year } = dateOf(thursday)
  const week = Math.floor((thursday - dayOfDate(year, 1, 1)) / 7) + 1
  return { kind: 'week', ...span(days), year, week }
}

function span({ first, last }: Days): Span {
  return { from: dayText(first), to: dayText(last) }
}
