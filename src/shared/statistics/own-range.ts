/** A person's or team's series day by day, each day beside what was usual until then. */
import type { WorkDayId } from '../records.ts'
import { dayNumber } from '../calendar.ts'
import { RATING_SCALE, around, type Interval, type Scale } from './interval.ts'
import { LEAST_BASELINE_DAYS, baselineOf, modifiedZ, usualDistance } from './robust.ts'
import { meanOf, type Sums } from './sums.ts'

/** The answers of one work day. */
export interface DaySums extends Sums {
  readonly workDay: WorkDayId
}

/** A modified z beyond this is unusual (Iglewicz and Hoaglin 1993). */
export const UNUSUAL_Z = 3.5

export interface RangedDay {
  readonly workDay: WorkDayId
  readonly mean: number
  readonly n: number
  /** Where an ordinary day with as many answers lies; `undefined` while fewer than 20 days came before. */
  readonly range: Interval | undefined
  /** On which side of its range the day is. */
  readonly unusual: 'low' | 'high' | undefined
}

/**
 * Each day with answers, oldest first, with the own normal range: the median of the 20 days with answers before it ± 3.5
 * times their usual distance (see `usualDistance`). That is the rule of the modified z turned round: a day is outside its
 * range exactly when its modified z is beyond ±3.5. A day with few answers has a wider range than one with many.
 *
 * The day itself isn't in its baseline, so it can't hide itself; the 20 days move on, so that what stays becomes usual.
 * @param days in any order; days without answers are left out
 * @returns in points of the scale
 * @throws RangeError when a work day isn't one or is there twice
 */
export function ownRanges(
  days: readonly DaySums[],
  { baselineDays = LEAST_BASELINE_DAYS, scale = RATING_SCALE }: { baselineDays?: number; scale?: Scale } = {},
): RangedDay[] {
  const rated = ratedDays(days)
  return rated.map((day, at) => {
    const { workDay, n, mean } = day
    const baseline = baselineOf(rated.slice(Math.max(0, at - baselineDays), at), baselineDays)
    if (baseline === undefined) return { workDay, mean, n, range: undefined, unusual: undefined }
    const range = around(baseline.median, UNUSUAL_Z * usualDistance(baseline, n), scale)
    const z = modifiedZ(baseline, day) ?? 0
    return { workDay, mean, n, range, unusual: z < -UNUSUAL_Z ? 'low' : z > UNUSUAL_Z ? 'high' : undefined }
  })
}

/**
 * The days that have answers, with their means, oldest first.
 * @throws RangeError when a work day isn't one or is there twice
 */
export function ratedDays(
  days: readonly DaySums[],
): (DaySums & { readonly mean: number; readonly at: number })[] {
  const known = new Set<number>()
  const rated = days.flatMap((day) => {
    const at = dayNumber(day.workDay)
    if (known.has(at)) throw new RangeError(`the day ${day.workDay} is there twice`)
    known.add(at)
    const mean = meanOf(day)
    return mean === undefined ? [] : [{ ...day, mean, at }]
  })
  return rated.sort((one, other) => one.at - other.at)
}
