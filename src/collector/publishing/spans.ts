/** The periods that blocks are made of, in numbers of work days. Weeks are cut at the ends of months. */
import { dayOf, monthOf, quarterOf, weekOf, type Span } from '../../shared/calendar.ts'

/** From the smallest to the largest: what can't be a block waits for the next. */
export const LEVELS = ['day', 'week', 'month', 'quarter'] as const
export type Level = (typeof LEVELS)[number]

export type { Span }

/** A Friday's smiley that is given on Monday still counts. */
const OPEN_DAYS = 4

/**
 * The last work day that is closed: it ended four days ago, in UTC.
 * @param at epoch ms
 */
export function closedDay(at: number): number {
  return dayOf(at) - OPEN_DAYS - 1
}

/** The period of a level that a day lies in; of a week the part that lies in the day's month. */
export function spanOf(level: Level, day: number): Span {
  switch (level) {
    case 'day':
      return { first: day, last: day }
    case 'week': {
      const [week, month] = [weekOf(day), monthOf(day)]
      return { first: Math.max(week.first, month.first), last: Math.min(week.last, month.last) }
    }
    case 'month':
      return monthOf(day)
    case 'quarter':
      return quarterOf(day)
  }
}

export function isWithin(inner: Span, outer: Span): boolean {
  return inner.first >= outer.first && inner.last <= outer.last
}
