/** Figures of the last 30 work days. Pure; nothing is filled in where there are no answers. */
import type { Smiley, WorkDayId } from '../../shared/records.ts'
import { wilsonInterval, type Interval } from '../../shared/statistics/wilson.ts'
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

export function meanRating(days: readonly DaySummary[]): MeanRating {
  let n = 0
  let total = 0
  for (const { ratings } of days) {
    for (const [at, count] of ratings.entries()) {
      n += count
      total += count * (at + 1)
    }
  }
  return { mean: n === 0 ? null : total / n, n, ...completionOf(days) }
}

export function shareSolved(days: readonly DaySummary[]): ShareSolved {
  const yes = sum(days, (day) => day.solvedYes)
  const no = sum(days, (day) => day.solvedNo)
  const n = yes + no
  return {
    share: n === 0 ? null : yes / n,
    interval: wilsonInterval(yes, n),
    yes,
    no,
    ...completionOf(days),
  }
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
    const monday = mondayOf(day.workDay)
    const week = weeks.get(monday)
    if (week === undefined) weeks.set(monday, [day])
    else week.push(day)
  }
  return [...weeks].map(([monday, ofWeek]) => ({ monday, days: ofWeek }))
}

/** ISO weekdays, 1 = Monday, on which any of the days falls. */
export function weekdaysOf(days: readonly DaySummary[]): number[] {
  return [...new Set(days.map(({ workDay }) => weekdayOf(workDay)))].sort((one, other) => one - other)
}

export function weekdayOf(day: WorkDayId): number {
  return Temporal.PlainDate.from(day).dayOfWeek
}

function mondayOf(day: WorkDayId): WorkDayId {
  const date = Temporal.PlainDate.from(day)
  return date.subtract({ days: date.dayOfWeek - 1 }).toString()
}

function sum(days: readonly DaySummary[], of: (day: DaySummary) => number): number {
  return days.reduce((total, day) => total + of(day), 0)
}
