/** Interval of a share. */

export interface Interval {
  readonly low: number
  readonly high: number
}

/** Two-sided 95 % quantile of the normal distribution. */
const Z_95 = 1.959963984540054

/**
 * The Wilson score interval of a share: where the true share lies with 95 % certainty, given `yes` of `n` answers. It
 * stays inside 0–1 and holds its level for few answers, where the textbook ±1.96·SE fails.
 *
 * Wilson (1927), doi:10.1080/01621459.1927.10502953; recommended for small n by Brown, Cai and DasGupta (2001),
 * doi:10.1214/ss/1009213286.
 * @returns `undefined` without answers: there is no share then
 */
export function wilsonInterval(yes: number, n: number, z: number = Z_95): Interval | undefined {
  if (n <= 0) return undefined
  const share = yes / n
  const spread = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))
  const middle = share + (z * z) / (2 * n)
  const scale = 1 + (z * z) / n
  return { low: Math.max(0, (middle - spread) / scale), high: Math.min(1, (middle + spread) / scale) }
}
