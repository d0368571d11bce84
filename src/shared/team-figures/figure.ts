/**
 * What a cell says as a figure: where its value lies, how many answers it is made of, its 95 % interval. Where blocks are
 * almost alike (see cell-range.ts) the value is a range, and the interval reaches as far as that of any value in it.
 */
import type { Interval } from '../statistics/interval.ts'
import { meanEstimate } from '../statistics/mean.ts'
import { npsEstimate } from '../statistics/nps.ts'
import { sumsOfCounts } from '../statistics/sums.ts'
import { wilsonInterval } from '../statistics/wilson.ts'
import { countRange, meanRange, shareRange, type Range } from '../wire/cell-range.ts'
import type { Cell } from '../wire/summaries.ts'
import { possibleCounts } from './possible-counts.ts'

export interface Figure {
  /** What is told: a point where `low` and `high` are the same. */
  readonly value: Range
  /** How many answers it is made of. */
  readonly n: number
  /** 95 %; `undefined` where the answers are too few to say. */
  readonly interval: Interval | undefined
}

/** The place of the value that a share is about, in the measure's values: solved `yes`, smiley `happy`, outcome `rated`. */
export const FIRST = 0

/**
 * The share of answers with the measure's first value, 0–1, with Wilson's interval.
 * @returns `undefined` without answers
 */
export function shareFigure(cell: Cell): Figure | undefined {
  const value = shareRange(cell, FIRST)
  const { low, high } = countRange(cell, FIRST)
  // The limits rise with the count, so those of the ends are the outermost.
  const [from, to] = [wilsonInterval(low, cell.n), wilsonInterval(high, cell.n)]
  if (value === undefined || from === undefined || to === undefined) return undefined
  return { value, n: cell.n, interval: { low: from.low, high: to.high } }
}

/**
 * The mean of ratings, 1–5, with Student's interval.
 * @returns `undefined` without answers
 */
export function meanFigure(cell: Cell): Figure | undefined {
  const value = meanRange(cell)
  if (value === undefined) return undefined
  const intervals = possibleCounts(cell).map((counts) => meanEstimate(sumsOfCounts(counts))?.interval)
  return { value, n: cell.n, interval: hull(intervals) }
}

/**
 * The net promoter score of a cell whose values are promoters, passives and detractors, −100 to 100 points, with the
 * adjusted Wald interval.
 * @returns `undefined` without answers
 */
export function npsFigure(cell: Cell): Figure | undefined {
  const estimates = possibleCounts(cell).map(([promoters = 0, passives = 0, detractors = 0]) =>
    npsEstimate({ promoters, passives, detractors }),
  )
  const values = estimates.flatMap((estimate) => (estimate === undefined ? [] : [estimate.value]))
  if (values.length === 0) return undefined
  const value = { low: Math.min(...values), high: Math.max(...values) }
  return { value, n: cell.n, interval: hull(estimates.map((estimate) => estimate?.interval)) }
}

/** Whether what is told is one value. */
export function isPoint({ low, high }: Range): boolean {
  return low === high
}

/** For drawing a line through ranges: the middle. */
export function middleOf({ low, high }: Range): number {
  return (low + high) / 2
}

/** The smallest interval that holds all; `undefined` when one is missing. */
function hull(intervals: readonly (Interval | undefined)[]): Interval | undefined {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const interval of intervals) {
    if (interval === undefined) return undefined
    low = Math.min(low, interval.low)
    high = Math.max(high, interval.high)
  }
  return low > high ? undefined : { low, high }
}
