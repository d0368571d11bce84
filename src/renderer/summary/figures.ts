/** Figures of work days, from the sums of shared/statistics. Nothing is filled in where there are no answers. */
import { dayNumber, dayText, weekOf, weekdayOf as weekdayOfNumber } from '../../shared/calendar.ts'
import type { Smiley, WorkDayId } from '../../shared/records.ts'
import { addSums, meanOf, sumsOfCounts, type Sums } from '../../shared/statistics/sums.ts'
import { shareOf, type Interval } from '../../shared/statistics/wilson.ts'
import type { DaySummary } from '../../shared/views.ts'

/** Interactions that ended and how many of them were rated. */
export interface Completion {
  readonly rated: number
  readonly ended: number
}

export interface MeanRating extends Completion {
  /** `null` without ratings: a gap. */
  readonly mean: number | null
  readonly n: number
}

export interface ShareSolved extends Completion {
  /** `null` without answers: a gap. */
  readonly share: number | null
  readonly interval: Interval | undefined
  readonly yes: number
  readonly no: number
}

export type Smileys = Readonly<Record<Smiley, number>>

export function completionOf(days: readonly DaySummary[]): Completion {
  return { rated: sum(days, (day) => day.rated), ended: sum(days, (day) => day.ended) }
}

export function ratingSums({ ratings }: Pick<DaySummary, 'ratings'>): Sums {
  return sumsOfCounts(ratings)
}

export function meanRating(days: readonly DaySummary[]): MeanRating {
  const sums = addSums(days.map(ratingSums))
  return { mean: meanOf(sums) ?? null, n: sums.n, ...completionOf(days) }
}

export function shareSolved(days: readonly DaySummary[]): ShareSolved {
  const yes = sum(days, (day) => day.solvedYes)
  const no = sum(days, (day) => day.solvedNo)
  const share = shareOf(yes, yes + no)
  return { share: share?.value ?? null, interval: share?.interval, yes, no, ...completionOf(days) }
}

export function countSmileys(days: readonly DaySummary[]): Smileys & { readonly n: number } {
  const counts = { happy: 0, neutral: 0, sad: 0 }
  for (const { smiley } of days) if (smiley !== null) counts[smiley] += 1
  return { ...counts, n: counts.happy + counts.neutral + counts.sad }
}

/** A calendar week with the work days that are shown of it. */
export interface Week {
  readonly monday: WorkDayId
  readonly days: readonly DaySummary[]
}

/** Days by calendar week (Monday first), oldest first. */
export function weeksOf(days: readonly DaySummary[]): Week[] {
  const weeks = new Map<WorkDayId, DaySummary[]>()
  for (const day of days) {
    const monday = dayText(weekOf(dayNumber(day.workDay)).first)
    const week = weeks.get(monday)
    if (week === undefined) weeks.set(monday, [day])
    else week.push(day)
  }
  return [...weeks].map(([monday, ofWeek]) => ({ monday, days: ofWeek }))
}

/** ISO weekday, 1 = Monday. */
export function weekdayOf(day: WorkDayId): number {
  return weekdayOfNumber(dayNumber(day))
}

function sum(days: readonly DaySummary[], of: (day: DaySummary) => number): number {
  return days.reduce((total, day) => total + of(day), 0)
}
