/** A mean rating and its interval. */
import { checkCount } from './check.ts'
import { RATING_SCALE, around, type Estimate, type Scale } from './interval.ts'
import { studentQuantile } from './student.ts'
import { cautiousDeviationOf, meanOf, type Sums } from './sums.ts'

/**
 * The mean of scores with Student's 95 % interval, mean ± t(0.975; n − 1)·SD/√n, no further than the scale goes.
 * Student (1908), doi:10.1093/biomet/6.1.1.
 *
 * The deviation is at least 1/√n (see `cautiousDeviationOf`), so answers that are all alike have an interval too: of five
 * fives 4.4–5, of twenty 4.9–5. It takes answers as independent. Those of one person resemble each other, so a team's
 * true interval is rather wider.
 * @returns in points of the scale; `undefined` without answers, and no interval for one answer
 * @throws RangeError when the sums can't be those of scores on the scale
 */
export function meanEstimate(sums: Sums, scale: Scale = RATING_SCALE): Estimate | undefined {
  checkSums(sums, scale)
  const { n } = sums
  const value = meanOf(sums)
  const deviation = cautiousDeviationOf(sums)
  if (value === undefined) return undefined
  if (deviation === undefined) return { value, n, interval: undefined }
  const margin = (studentQuantile(0.975, n - 1) * deviation) / Math.sqrt(n)
  return { value, n, interval: around(value, margin, scale) }
}

/** @throws RangeError when the sums can't be those of scores on the scale */
export function checkSums({ n, total, squares }: Sums, scale: Scale): void {
  checkCount('n', n)
  if (!(total >= n * scale.low && total <= n * scale.high)) {
    throw new RangeError(`total is ${total}, not the sum of ${n} scores of ${scale.low} to ${scale.high}`)
  }
  // By Cauchy and Schwarz the sum of squares has a least value; the slack is for rounding.
  if (!(squares * n >= total * total * (1 - 1e-12))) {
    throw new RangeError(`squares is ${squares}, less than ${n} scores that sum up to ${total} can have`)
  }
}
