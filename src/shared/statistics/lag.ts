/**
 * Whether one monthly series runs ahead of another (eNPS and NPS). It shows what goes together, and never says that one
 * causes the other.
 */
import { checkWhole } from './check.ts'
import { shuffled, type Random } from './random.ts'

/** Months that it takes: two unrelated series with a trend look alike too easily. */
export const LEAST_MONTHS = 36

/** Months that are moved as one when the band is made. */
const BLOCK_MONTHS = 6

/** A figure for each month, `undefined` where there is none. */
export type MonthlySeries = readonly (number | undefined)[]

export interface LagView {
  /**
   * The correlation at each lag, −1 to 1, both directions. At lag 3 the first series runs three months ahead of the second,
   * at −3 behind it.
   */
  readonly correlations: readonly { readonly lag: number; readonly r: number }[]
  /** Unrelated series stay within ± this at all lags together in 95 of 100 cases. */
  readonly band: number
  /** Months that it is made of: one more than the steps, from one month to the next, that both series have. */
  readonly months: number
}

export interface LagOptions {
  /** Lags from minus this to this, 1–12 months. */
  readonly mostLag?: number
  /** How many random orders the band is made of, 100–10,000. */
  readonly permutations?: number
}

/**
 * The cross-correlation of the first differences of two series, with a band.
 *
 * r(k) = Σ(xₜ − x̄)(yₜ₊ₖ − ȳ) / m / (sₓ·s_y), m the number of differences, as the sample cross-correlation of Box and Jenkins
 * (and R's `ccf`, also where months are missing). Differences, because two trending series correlate whatever they are.
 *
 * The band is the 95 % quantile of the largest |r| over all lags, over random orders of the first series' differences. Blocks
 * of six months keep their order: monthly figures have sampling noise, so neighbouring differences go opposite ways, and
 * orders that break that give too narrow a band (in simulations 17 % false findings with single months, 6 % with
 * blocks). Block permutation by Künsch's idea (1989), doi:10.1214/aos/1176347265.
 * @param first month by month, without a gap in the months themselves
 * @param second the same months
 * @param random the same sequence gives the same band
 * @returns `undefined` when both series have fewer than 35 steps from a month to the next, or one of them doesn't vary
 * @throws RangeError when the series differ in length, or an option is out of range
 */
export function lagView(
  first: MonthlySeries,
  second: MonthlySeries,
  random: Random,
  { mostLag = 8, permutations = 1000 }: LagOptions = {},
): LagView | undefined {
  checkWhole('mostLag', mostLag, 1, 12)
  checkWhole('permutations', permutations, 100, 10_000)
  if (first.length !== second.length) {
    throw new RangeError(`first has ${first.length} months, second has ${second.length}`)
  }
  const steps = [differences(first), differences(second)] as const
  const months = bothKnown(...steps) + 1
  if (months < LEAST_MONTHS) return undefined
  const [one, other] = [centred(steps[0]), centred(steps[1])]
  if (one === undefined || other === undefined) return undefined
  const lags = Array.from({ length: 2 * mostLag + 1 }, (_, at) => at - mostLag)
  const largest = Array.from({ length: permutations }, () => {
    const order = inRandomBlocks(one, random)
    return Math.max(...lags.map((lag) => Math.abs(correlation(order, other, lag))))
  }).sort((less, more) => less - more)
  return {
    correlations: lags.map((lag) => ({ lag, r: correlation(one, other, lag) })),
    band: largest[Math.ceil(permutations * 0.95) - 1] ?? 1,
    months,
  }
}

/** From each month to the next; `undefined` where one of the two has no figure. */
function differences(series: MonthlySeries): MonthlySeries {
  return series.slice(1).map((value, at) => {
    const before = series[at]
    return value === undefined || before === undefined ? undefined : value - before
  })
}

function bothKnown(first: MonthlySeries, second: MonthlySeries): number {
  return first.filter((value, at) => value !== undefined && second[at] !== undefined).length
}

/** With mean 0 and variance 1; `undefined` when nothing varies. */
function centred(series: MonthlySeries): MonthlySeries | undefined {
  const known = series.filter((value) => value !== undefined)
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length
  const variance = known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length
  // Without differences this is NaN, and after rounding a straight line isn't quite 0.
  if (!(variance > 1e-18 * mean ** 2)) return undefined
  return series.map((value) => (value === undefined ? undefined : (value - mean) / Math.sqrt(variance)))
}

function correlation(first: MonthlySeries, second: MonthlySeries, lag: number): number {
  let [sum, pairs] = [0, 0]
  for (const [at, one] of first.entries()) {
    const other = second[at + lag]
    if (one === undefined || other === undefined) continue
    sum += one * other
    pairs += 1
  }
  // As many as were there, and the lag's own that can't be: what few pairs say counts less.
  const r = pairs === 0 ? 0 : sum / (pairs + Math.abs(lag))
  // Where months are missing, the pairs may vary more than the series they are from.
  return Math.min(1, Math.max(-1, r))
}

/** Cut into blocks from a random month on, the end joined to the beginning, and put in random order. */
function inRandomBlocks(series: MonthlySeries, random: Random): MonthlySeries {
  const start = Math.floor(random() * series.length)
  const turned = [...series.slice(start), ...series.slice(0, start)]
  const blocks = Array.from({ length: Math.ceil(turned.length / BLOCK_MONTHS) }, (_, at) =>
    turned.slice(at * BLOCK_MONTHS, (at + 1) * BLOCK_MONTHS),
  )
  return shuffled(blocks, random).flat()
}
