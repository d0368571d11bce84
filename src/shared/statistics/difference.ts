/** Comparison with the window before. */
import { RATING_SCALE, around, type Interval, type Scale } from './interval.ts'
import { checkSums } from './mean.ts'
import { studentQuantile } from './student.ts'
import { cautiousDeviationOf, meanOf, type Sums } from './sums.ts'
import { wilsonInterval } from './wilson.ts'

export interface Difference {
  /** Now minus before. */
  readonly value: number
  /** 95 %; a change is clear where it leaves 0 out. `undefined` where the answers are too few to say. */
  readonly interval: Interval | undefined
}

export interface YesOf {
  readonly yes: number
  readonly n: number
}

/**
 * The difference of two independent shares with Newcombe's hybrid score interval (his method 10), made of the Wilson
 * limits l and u of both: from d − √((p₁ − l₁)² + (u₂ − p₂)²) to d + √((u₁ − p₁)² + (p₂ − l₂)²).
 *
 * Newcombe (1998), doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I.
 * @returns as shares, −1 to 1; `undefined` when one of the windows has no answers
 * @throws RangeError when a count isn't one, or `yes` is more than `n`
 */
export function shareDifference(now: YesOf, before: YesOf): Difference | undefined {
  const one = wilsonInterval(now.yes, now.n)
  const two = wilsonInterval(before.yes, before.n)
  if (one === undefined || two === undefined) return undefined
  const [p1, p2] = [now.yes / now.n, before.yes / before.n]
  const value = p1 - p2
  const low = value - Math.hypot(p1 - one.low, two.high - p2)
  const high = value + Math.hypot(one.high - p1, p2 - two.low)
  return { value, interval: { low: Math.max(-1, low), high: Math.min(1, high) } }
}

/**
 * The difference of two independent means with Welch's 95 % interval, d ± t(0.975; ν)·√(s₁²/n₁ + s₂²/n₂), the degrees of
 * freedom ν by Welch and Satterthwaite. Deviations are at least 1/√n (see `cautiousDeviationOf`).
 *
 * Welch (1947), doi:10.1093/biomet/34.1-2.28; Satterthwaite (1946), doi:10.2307/3002019.
 * @returns in points of the scale; `undefined` when one of the windows has no answers, and no interval when one has one
 * @throws RangeError when sums can't be those of scores on the scale
 */
export function meanDifference(now: Sums, before: Sums, scale: Scale = RATING_SCALE): Difference | undefined {
  checkSums(now, scale)
  checkSums(before, scale)
  const [one, two] = [meanOf(now), meanOf(before)]
  if (one === undefined || two === undefined) return undefined
  const value = one - two
  const [s1, s2] = [cautiousDeviationOf(now), cautiousDeviationOf(before)]
  if (s1 === undefined || s2 === undefined) return { value, interval: undefined }
  const [v1, v2] = [s1 ** 2 / now.n, s2 ** 2 / before.n]
  const df = (v1 + v2) ** 2 / (v1 ** 2 / (now.n - 1) + v2 ** 2 / (before.n - 1))
  const margin = studentQuantile(0.975, df) * Math.sqrt(v1 + v2)
  const most = scale.high - scale.low
  return { value, interval: around(value, margin, { low: -most, high: most }) }
}
