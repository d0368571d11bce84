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
  const days = { first: dayNumber(from), last: dayNumber(to) }
  if (days.first > days.last) throw new RangeError(`from is ${from}, after to, which is ${to}`)
  return daysOfWindows(days, kind).map(({ first }) => windowAt(first, kind))
}

/** The days of the windows of a kind that end in a span, which may begin before it, oldest first. */
export function windowsEnding(span: Days, kind: WindowKind): readonly Days[] {
  return daysOfWindows(span, kind).filter(({ last }) => last <= span.last)
}

/** No window of an empty span. */
function daysOfWindows({ first, last }: Days, kind: WindowKind): readonly Days[] {
  const windows: Days[] = []
  for (let day = first; day <= last;) {
    const window = DAYS_OF[kind](day)
    windows.push(window)
    day = window.last + 1
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

const DAYS_OF: Readonly<Record<WindowKind, (day: number) => Days>> = {
  day: (day) => ({ first: day, last: day }),
  week: weekOf,
  month: monthOf,
  quarter: quarterOf,
}

function windowAt(day: number, kind: WindowKind): Window {
  const days = DAYS_OF[kind](day)
  const span = { from: dayText(days.first), to: dayText(days.last) }
  switch (kind) {
    case 'day':
      return { kind, ...span }
    case 'week':
      return { kind, ...span, ...weekNumber(days.first) }
    case 'month':
      return { kind, ...span, ...dateOf(day) }
    case 'quarter': {
      const { year, month } = dateOf(day)
      return { kind, ...span, year, quarter: Math.ceil(month / 3) }
    }
  }
}

/** ISO 8601: weeks begin on Monday, and a week belongs to the year of its Thursday. */
function weekNumber(monday: number): { readonly year: number; readonly week: number } {
  const thursday = monday + 3
  const { year } = dateOf(thursday)
  return { year, week: Math.floor((thursday - dayOfDate(year, 1, 1)) / 7) + 1 }
}
