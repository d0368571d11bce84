/**
 * The early signal: a one-sided exponentially weighted moving average that notices when a series of work days goes down and
 * stays down. For the person's own hint and the team's signal.
 */
import type { WorkDayId } from '../records.ts'
import { checkCount } from './check.ts'
import { ratedDays, type DaySums } from './own-range.ts'
import { LEAST_BASELINE_DAYS, baselineOf, modifiedZ } from './robust.ts'
import type { Sums } from './sums.ts'

/** How much the newest day weighs (λ). */
export const EWMA_WEIGHT = 0.2

/** How many standard deviations of the average its limit lies below what is usual (L). */
export type EwmaLimit = 2.7 | 3

/**
 * For the words beside the signal: where nothing has changed, it signals once in about so many work days. For independent,
 * normal days and a known baseline, by the Markov chain of Brook and Evans (1972), doi:10.1093/biomet/59.3.539. What
 * `downwardEwma` does about baselines and odd days keeps it: simulated ratings and shares of happy people have one in 420
 * to 750 days with 2.7, and fewer than promised with 3. Moods of neighbouring days resemble each other, and then it is more
 * often: with a correlation of 0.2 about twice as often.
 */
export const FALSE_ALARM_DAYS: Readonly<Record<EwmaLimit, number>> = { 2.7: 484, 3: 1128 }

/** What one day can count for at most, in usual distances; so a single day can't signal by itself. */
const MOST_DISTANCE = 2

/** Days that are more alike than chance would have it are not taken as alike as they seem. */
const LEAST_SPREAD = 0.75

export interface EwmaDay {
  readonly workDay: WorkDayId
  /** The average, in standard deviations of a day; 0 is usual. */
  readonly value: number
  /** Below this it signals; negative. */
  readonly limit: number
  readonly signals: boolean
}

export interface EwmaOptions {
  readonly limit?: EwmaLimit
  /** The baseline is made of so many days with answers before the day. */
  readonly leastDays?: number
  readonly mostDays?: number
  /** From so many calendar days between two days with answers on, it was a break. */
  readonly breakDays?: number
}

/** z ← (1 − λ)·z + λ·x. Roberts (1959), doi:10.1080/00401706.1959.10489860. */
export function nextEwma(previous: number, standardised: number): number {
  return (1 - EWMA_WEIGHT) * previous + EWMA_WEIGHT * standardised
}

/**
 * The lower limit, −L·√(λ/(2 − λ) + 1/m), in standard deviations of a day. λ/(2 − λ) is the variance that the average settles
 * at: the same limit from the first day on, so that it is quiet after a start or a break. 1/m is the variance of a baseline
 * of `m` days. The textbook leaves that out, and with 20 days of median and MAD there would be a false alarm in about 110
 * days rather than in 484 (Jones, Champ and Rigdon 2001, Technometrics 43, describe the effect).
 * @param baselineDays 1 or more; `Infinity`: the baseline is known
 */
export function ewmaLimitOf(limit: EwmaLimit, baselineDays: number): number {
  if (!(baselineDays >= 1)) throw new RangeError(`baselineDays is ${baselineDays}, not 1 or more`)
  return -limit * Math.sqrt(EWMA_WEIGHT / (2 - EWMA_WEIGHT) + 1 / baselineDays)
}

/**
 * The average after each day with answers, oldest first, from the 21st such day on. A day counts by how far it is from what
 * was usual on up to 120 days with answers before it (see `standardise`).
 *
 * After a break the average starts anew at 0: what weighed before a holiday isn't held against the days after it. What is
 * usual stays known.
 *
 * Made for means of several answers a day. A series of single yes/no answers, as one person's smileys are, has false
 * alarms three times as often.
 * @param days in any order; days without answers are left out and count as nothing
 * @throws RangeError when a work day isn't one or is there twice, or an option is impossible
 */
export function downwardEwma(days: readonly DaySums[], options: EwmaOptions = {}): EwmaDay[] {
  const { limit = 2.7, leastDays = LEAST_BASELINE_DAYS, mostDays = 120, breakDays = 14 } = options
  checkCount('mostDays', mostDays)
  checkCount('breakDays', breakDays)
  if (mostDays < leastDays) {
    throw new RangeError(`mostDays is ${mostDays}, fewer than leastDays, which is ${leastDays}`)
  }
  if (breakDays === 0) throw new RangeError('breakDays is 0: every day would follow a break')
  const rated = ratedDays(days)
  const averages: EwmaDay[] = []
  let value = 0
  for (const [index, day] of rated.entries()) {
    const past = rated.slice(Math.max(0, index - mostDays), index)
    const standardised = standardise(day, past, leastDays)
    if (standardised === undefined) continue
    const before = past.at(-1)
    if (before !== undefined && day.at - before.at >= breakDays) value = 0
    value = nextEwma(value, standardised)
    const lower = ewmaLimitOf(limit, past.length)
    averages.push({ workDay: day.workDay, value, limit: lower, signals: value < lower })
  }
  return averages
}

/**
 * How far a day is from the usual, in standard deviations: its modified z, cut at ±2, minus the mean of the past days' cut
 * ones, by their standard deviation (at least 0.75).
 *
 * Cut, so that odd days pull neither the average nor the baseline (a winsorised mean: Huber 1964,
 * doi:10.1214/aoms/1177703732). By the mean rather than the median, because the means of few ratings are lumpy and reach
 * further down than up: measured from the median alone, a team of twelve of whom 80 % are happy would have a false alarm
 * in 119 days.
 */
function standardise(day: Sums, past: readonly Sums[], leastDays: number): number | undefined {
  const baseline = baselineOf(past, leastDays)
  if (baseline === undefined) return undefined
  const cut = (one: Sums) => Math.max(-MOST_DISTANCE, Math.min(MOST_DISTANCE, modifiedZ(baseline, one) ?? 0))
  const distances = past.map(cut)
  const centre = distances.reduce((sum, distance) => sum + distance, 0) / past.length
  const squares = distances.reduce((sum, distance) => sum + (distance - centre) ** 2, 0)
  return (cut(day) - centre) / Math.max(LEAST_SPREAD, Math.sqrt(squares / (past.length - 1)))
}
