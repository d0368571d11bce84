/** Where each day of a year lies in the mood calendar: weeks as columns, by month. */
import { dateOf, dayNumber, dayText, weekOf } from '../../shared/calendar.ts'
import type { WorkDayId } from '../../shared/records.ts'
import type { DaySummary } from '../../shared/views.ts'
import { weekdayOf } from './figures.ts'

/** This week and the 52 before it. */
const WEEKS = 53

export interface Cell {
  readonly workDay: WorkDayId
  /** `undefined`: nothing ended and nothing was answered on that day. */
  readonly day: DaySummary | undefined
}

/** The weeks whose Monday lies in a month, oldest first. */
export interface MonthOfWeeks {
  /** Its first Monday, by which the month is called. */
  readonly monday: WorkDayId
  /** For each week a cell for each weekday; `undefined` for days that are still to come. */
  readonly weeks: readonly { readonly monday: WorkDayId; readonly cells: readonly (Cell | undefined)[] }[]
}

export interface Year {
  /** ISO weekdays that have a row, 1 = Monday. */
  readonly weekdays: readonly number[]
  readonly months: readonly MonthOfWeeks[]
  /** The days with something on them, oldest first. */
  readonly days: readonly DaySummary[]
}

/**
 * @param history days with anything on them, in any order; those outside the year are left out
 * @param workWeekdays have a row in any case; other weekdays only when something happened on them
 */
export function yearOf(
  history: readonly DaySummary[],
  today: WorkDayId,
  workWeekdays: readonly number[],
): Year {
  const now = dayNumber(today)
  const first = weekOf(now).first - (WEEKS - 1) * 7
  const days = history
    .filter(({ workDay }) => workDay >= dayText(first) && workDay <= today)
    .toSorted((one, other) => (one.workDay < other.workDay ? -1 : 1))
  const known = new Map(days.map((day) => [day.workDay, day]))
  const weekdays = [...new Set([...workWeekdays, ...days.map(({ workDay }) => weekdayOf(workDay))])].sort(
    (one, other) => one - other,
  )
  const cellAt = (number: number): Cell | undefined => {
    if (number > now) return undefined
    const workDay = dayText(number)
    return { workDay, day: known.get(workDay) }
  }
  const months: { monday: WorkDayId; weeks: MonthOfWeeks['weeks'][number][] }[] = []
  for (let monday = first; monday <= now; monday += 7) {
    const week = { monday: dayText(monday), cells: weekdays.map((weekday) => cellAt(monday + weekday - 1)) }
    const month = months.at(-1)
    if (month !== undefined && isSameMonth(month.monday, week.monday)) month.weeks.push(week)
    else months.push({ monday: week.monday, weeks: [week] })
  }
  return { weekdays, months, days }
}

function isSameMonth(one: WorkDayId, other: WorkDayId): boolean {
  const [first, second] = [dateOf(dayNumber(one)), dateOf(dayNumber(other))]
  return first.year === second.year && first.month === second.month
}
