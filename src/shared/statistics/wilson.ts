/** A share and its interval. */
import { checkPart } from './check.ts'
import { Z_95, type Estimate, type Interval } from './interval.ts'

export type { Interval } from './interval.ts'

/**
 * The Wilson score interval of a share: where the true share lies with 95 % certainty, given `yes` of `n` answers. It
 * stays inside 0–1 and holds its level for few answers, where the textbook ±1.96·SE fails.
 *
 * (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n), p = yes/n.
 * Wilson (1927), doi:10.1080/01621459.1927.10502953; recommended for small n by Brown, Cai and DasGupta (2001),
 * doi:10.1214/ss/1009213286.
 *
 * It takes answers as independent. Those of one person resemble each other, so a team's true interval is rather wider.
 * @returns as shares, 0–1; `undefined` without answers: there is no share then
 * @throws RangeError when a count isn't one, or `yes` is more than `n`
 */
export function wilsonInterval(yes: number, n: number): Interval | undefined {
  checkPart('yes', yes, 'n', n)
  if (n === 0) return undefined
  const z = Z_95
  const share = yes / n
  const spread = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))
  const middle = share + (z * z) / (2 * n)
  const scale = 1 + (z * z) / n
  return { low: Math.max(0, (middle - spread) / scale), high: Math.min(1, (middle + spread) / scale) }
}

/**
 * `yes` of `n` answers as a share, 0–1, with its Wilson interval.
 * @returns `undefined` without answers
 * @throws RangeError as `wilsonInterval`
 */
export function shareOf(yes: number, n: number): Estimate | undefined {
  const interval = wilsonInterval(yes, n)
  return interval === undefined ? undefined : { value: yes / n, n, interval }
}
