/** The mood calendar of a team (Niko-Niko): each day's share of happy smileys, month by month. */
import { dateOf, dayNumber, dayText, monthOf, weekdayOf } from '../calendar.ts'
import type { WorkDayId } from '../records.ts'
import type { WindowAnswer } from '../wire/summaries.ts'
import type { Figure } from './figure.ts'
import { pointOf, type TrendPoint } from './trend.ts'

export interface MoodDay {
  readonly workDay: WorkDayId
  /** 1 = Monday. */
  readonly weekday: number
  /** As in `TrendPoint`; a day that isn't closed yet is `open`. */
  readonly state: TrendPoint['state'] | 'open'
  readonly figure: Figure | undefined
}

export interface MoodMonth {
  readonly year: number
  readonly month: number
  /** By calendar week, Monday first; only days of the month. */
  readonly weeks: readonly (readonly MoodDay[])[]
}

export interface MoodYear {
  /** The month of the last day and the twelve before, oldest first; none from before the first day that is told. */
  readonly months: readonly MoodMonth[]
  /** Weekdays on which anything was told: a team that never works on a Sunday needs no column for it. */
  readonly weekdays: readonly number[]
  readonly shown: number
  readonly hidden: number
}

const MONTHS = 13

/** @param days windows of one day, oldest first @returns nothing to show without days */
export function moodYear(days: readonly WindowAnswer[]): MoodYear {
  const points = new Map(days.map((day) => [day.from, pointOf('smiley', day)]))
  const worked = [...points.values()].filter(({ state }) => state !== 'empty')
  const [first, last] = [worked.at(0), days.at(-1)]
  if (first === undefined || last === undefined) return { months: [], weekdays: [], shown: 0, hidden: 0 }
  const weekdays = [...new Set(worked.map(({ from }) => weekdayOf(dayNumber(from))))].sort((a, b) => a - b)
  const end = monthNumber(last.from)
  const begin = Math.max(monthNumber(first.from), end - MONTHS + 1)
  return {
    months: Array.from({ length: end - begin + 1 }, (_, at) => monthAt(begin + at, points, weekdays)),
    weekdays,
    shown: worked.filter(({ state }) => state === 'shown').length,
    hidden: worked.filter(({ state }) => state === 'hidden').length,
  }
}

/** How happy a day was, in five steps from 1 to 5, for its shade: fifths of what is told, the lower end of a range. */
export function moodStep({ value }: Figure): 1 | 2 | 3 | 4 | 5 {
  const share = value.low
  if (share < 0.2) return 1
  if (share < 0.4) return 2
  if (share < 0.6) return 3
  return share < 0.8 ? 4 : 5
}

function monthAt(
  number: number,
  points: ReadonlyMap<WorkDayId, TrendPoint>,
  weekdays: readonly number[],
): MoodMonth {
  const [year, month] = [Math.floor(number / 12), (number % 12) + 1]
  const { first, last } = monthOf(dayNumber(`${year}-${String(month).padStart(2, '0')}-01`))
  const weeks: MoodDay[][] = []
  for (let day = first; day <= last; day += 1) {
    const [workDay, weekday] = [dayText(day), weekdayOf(day)]
    if (!weekdays.includes(weekday)) continue
    const point = points.get(workDay)
    const moodDay = { workDay, weekday, state: point?.state ?? 'open', figure: point?.figure } as const
    const week = weeks.at(-1)
    if (week === undefined || (week.at(-1)?.weekday ?? 0) >= weekday) weeks.push([moodDay])
    else week.push(moodDay)
  }
  return { year, month, weeks }
}

function monthNumber(day: WorkDayId): number {
  const { year, month } = dateOf(dayNumber(day))
  return year * 12 + month - 1
}
