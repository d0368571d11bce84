/** Days and quarters as the tables keep them: whole days since 1970-01-01, without a zone. */
import { dateOf, dayOfDate } from '../../shared/calendar.ts'
import type { Policy } from './store.ts'

export { dayOf, dayText } from '../../shared/calendar.ts'

const DAY_MS = 86_400_000

/**
 * The number of a work day, `2026-11-23`; `NaN` for text that is no date. For what the API has checked: shared/calendar.ts
 * has the one that looks closely.
 */
export function dayNumber(workDay: string): number {
  return Date.parse(`${workDay}T00:00:00Z`) / DAY_MS
}

/** The last day of a quarter, `2026-Q4`; `NaN` for other text. A pulse belongs to the team and the time of that day. */
export function lastDayOfQuarter(quarter: string): number {
  const [, year, number] = /^(\d{4})-Q([1-4])$/.exec(quarter) ?? []
  return dayOfDate(Number(year), Number(number) * 3 + 1, 0)
}

/**
 * The first work day that is kept: raw records of earlier days are dropped, and aren't taken any more.
 * @param today number of the present UTC day
 */
export function firstKeptDay(today: number, policy: Pick<Policy, 'retentionMonths'>): number {
  const first = monthStart(today, -policy.retentionMonths)
  const afterIt = monthStart(today, 1 - policy.retentionMonths)
  // Six months before 31 August is the last of February.
  return Math.min(first + new Date(today * DAY_MS).getUTCDate(), afterIt) - 1
}

/** The first day of a day's month, or of the one so many months later. */
export function monthStart(day: number, months = 0): number {
  const { year, month } = dateOf(day)
  return dayOfDate(year, month + months, 1)
}

/**
 * The team of a record: that of the last membership that began by the record's day, else of the first.
 * @param memberships `[[teamNo, fromDay], …]`, oldest first
 */
export function teamAsOf(
  memberships: readonly (readonly [teamNo: number, fromDay: number])[],
  day: number,
): number | undefined {
  return (memberships.findLast(([, fromDay]) => fromDay <= day) ?? memberships[0])?.[0]
}
