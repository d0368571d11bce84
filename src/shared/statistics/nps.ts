/** Net promoter score, of customers (NPS) and of employees (eNPS). */
import { checkCount } from './check.ts'
import { Z_95, around, type Estimate } from './interval.ts'

/** Of answers 0–10: 9 and 10 are promoters, 7 and 8 passives, 0 to 6 detractors. */
export interface NpsCounts {
  readonly promoters: number
  readonly passives: number
  readonly detractors: number
}

const POINTS = 100
const NPS_SCALE = { low: -POINTS, high: POINTS }

/**
 * The score, % promoters minus % detractors, with the adjusted Wald interval: three answers are added, ¾ of them
 * promoters and ¾ detractors, then p − d ± 1.96·√((p + d − (p − d)²)/n′). It is centred on the adjusted score, which lies a
 * little nearer to 0.
 *
 * Rocks (2016), The American Statistician 70, 365–372, arXiv:1601.07235. With 45 % promoters and 25 %
 * detractors the margin is 43 points for 10 answers, 16 for 100 and 5 for 1,000: no score of a person or of a week.
 * @returns in points, −100 to 100; `undefined` without answers
 * @throws RangeError when a count isn't a whole number of 0 or more
 */
export function npsEstimate({ promoters, passives, detractors }: NpsCounts): Estimate | undefined {
  checkCount('promoters', promoters)
  checkCount('passives', passives)
  checkCount('detractors', detractors)
  const n = promoters + passives + detractors
  if (n === 0) return undefined
  const adjustedN = n + 3
  const p = (promoters + 0.75) / adjustedN
  const d = (detractors + 0.75) / adjustedN
  const error = Math.sqrt((p + d - (p - d) ** 2) / adjustedN)
  const value = (POINTS * (promoters - detractors)) / n
  const { low, high } = around(POINTS * (p - d), POINTS * Z_95 * error, NPS_SCALE)
  // A single answer's score lies a little outside.
  return { value, n, interval: { low: Math.min(low, value), high: Math.max(high, value) } }
}

/**
 * Promoters, passives and detractors of scores counted by score.
 * @param counts how many answers of 0, 1, …, 10
 * @throws RangeError unless there are eleven counts
 */
export function npsCountsOf(counts: readonly number[]): NpsCounts {
  if (counts.length !== 11)
    throw new RangeError(`counts has ${counts.length} entries, not one for each of 0 to 10`)
  const within = (from: number, to: number) => counts.slice(from, to).reduce((sum, count) => sum + count, 0)
  return { promoters: within(9, 11), passives: within(7, 9), detractors: within(0, 7) }
}
