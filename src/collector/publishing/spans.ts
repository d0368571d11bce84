/** The periods that blocks are made of, in numbers of work days. Weeks are cut at the ends of months. */
import { dateOf, dayOfDate, weekdayOf } from '../../shared/statistics/calendar.ts'

/** From the smallest to the largest: what can't be a block waits for the next. */
export const LEVELS = ['day', 'week', 'month', 'quarter'] as const
export type Level = (typeof LEVELS)[number]

/** First and last day, which both count in. */
export interface Span {
  readonly first: number
  readonly last: number
}

const DAY_MS = 86_400_000
/** A Friday's smiley that is given on Monday still counts. */
const OPEN_DAYS = 4

/**
 * The last work day that is closed: it ended four days ago, in UTC.
 * @param at epoch ms
 */
export function closedDay(at: number): number {
  return Math.floor(at / DAY_MS) - OPEN_DAYS - 1
}

/** The period of a level that a day lies in; of a week the part that lies in the day's month. */
export function spanOf(level: Level, day: number): Span {
  switch (level) {
    case 'day':
      return { first: day, last: day }
    case 'week': {
      const monday = day - weekdayOf(day) + 1
      const month = spanOf('month', day)
      return { first: Math.max(monday, month.first), last: Math.min(monday + 6, month.last) }
    }
    case 'month': {
      const { year, month } = dateOf(day)
      return { first: dayOfDate(year, month, 1), last: dayOfDate(year, month + 1, 0) }
    }
    case 'quarter': {
      const { year, month } = dateOf(day)
      const begins = month - ((month - 1) % 3)
      return { first: dayOfDate(year, begins, 1), last: dayOfDate(year, begins + 3, 0) }
    }
  }
}

export function isWithin(inner: Span, outer: Span): boolean {
  return inner.first >= outer.first && inner.last <= outer.last
}
