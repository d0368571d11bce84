/** What is usual for a series of days, so that single odd days hardly change it. */
import { checkCount } from './check.ts'
import { addSums, cautiousDeviationOf, meanOf, type Sums } from './sums.ts'

/** Work days with answers that it takes before anything is called usual. */
export const LEAST_BASELINE_DAYS = 20

/** MAD of a normal distribution in standard deviations, as Iglewicz and Hoaglin round it. */
const MAD_OF_NORMAL = 0.6745

/** What days of the past say about a usual one. */
export interface Baseline {
  /** How many days with answers it is made of. */
  readonly days: number
  /** The median of the day means. */
  readonly median: number
  /** The median distance of the day means from it. */
  readonly mad: number
  /** The standard deviation of single answers. */
  readonly deviation: number
}

/** @returns the middle value, or the mean of the two in the middle; `undefined` without values */
export function medianOf(values: readonly number[]): number | undefined {
  const sorted = Float64Array.from(values).sort()
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.ceil(sorted.length / 2) - 1]
  return upper === undefined || lower === undefined ? undefined : (lower + upper) / 2
}

/** The median absolute deviation from the median, not scaled. @returns `undefined` without values */
export function madOf(values: readonly number[]): number | undefined {
  const median = medianOf(values)
  return median === undefined ? undefined : madAround(values, median)
}

/**
 * What is usual, from the sums of days in any order. Days without answers say nothing and are left out; they are no zeros.
 * @returns `undefined` with fewer than `least` days with answers
 * @throws RangeError unless `least` is 2 or more
 */
export function baselineOf(days: readonly Sums[], least: number = LEAST_BASELINE_DAYS): Baseline | undefined {
  checkCount('least', least)
  if (least < 2) throw new RangeError(`least is ${least}, not 2 or more`)
  const means = days.map(meanOf).filter((mean) => mean !== undefined)
  const median = medianOf(means)
  const mad = median === undefined ? undefined : madAround(means, median)
  const deviation = cautiousDeviationOf(addSums(days))
  if (means.length < least || median === undefined || mad === undefined || deviation === undefined) {
    return undefined
  }
  return { days: means.length, median, mad, deviation }
}

/**
 * The usual distance of a day mean from the median, in standard deviations of a normal distribution: MAD / 0.6745, but at
 * least SD/√n, the standard error of a day of `n` answers. Ratings are few and lumpy: MAD is 0 when most days are alike.
 * @param n how many answers the day has, 1 or more
 */
export function usualDistance({ mad, deviation }: Baseline, n: number): number {
  checkCount('n', n)
  if (n === 0) throw new RangeError('n is 0: a day without answers has no mean')
  return Math.max(mad / MAD_OF_NORMAL, deviation / Math.sqrt(n))
}

/**
 * How unusual a day is: the modified z of its mean, 0.6745·(mean − median) / MAD, the MAD at least 0.6745·SD/√n. Beyond ±3.5
 * a day is called unusual. Iglewicz and Hoaglin (1993), How to Detect and Handle Outliers, ASQC Quality Press. For day means
 * only: among single ratings 1–5 with median 4 and MAD 1 none could ever be unusual.
 * @returns without unit; `undefined` for a day without answers
 */
export function modifiedZ(baseline: Baseline, day: Sums): number | undefined {
  const mean = meanOf(day)
  return mean === undefined ? undefined : (mean - baseline.median) / usualDistance(baseline, day.n)
}

function madAround(values: readonly number[], median: number): number | undefined {
  return medianOf(values.map((value) => Math.abs(value - median)))
}
