/** A window beside the one before. */
import { meanDifference, shareDifference, type Difference } from '../statistics/difference.ts'
import type { Interval } from '../statistics/interval.ts'
import { sumsOfCounts } from '../statistics/sums.ts'
import { countRange, type Range } from '../wire/cell-range.ts'
import type { Cell } from '../wire/summaries.ts'
import { FIRST } from './figure.ts'
import { possibleCounts } from './possible-counts.ts'

export interface Change {
  /** Now minus before; a range where a cell is almost alike. */
  readonly value: Range
  readonly interval: Interval | undefined
  /** `up` and `down` only where the interval leaves 0 out, else nothing may be said. */
  readonly verdict: 'up' | 'down' | 'unclear'
}

/**
 * The difference of two shares of the measure's first value, −1 to 1.
 * @returns `undefined` when one of the two has no answers
 */
export function shareChange(now: Cell, before: Cell): Change | undefined {
  const [one, two] = [countRange(now, FIRST), countRange(before, FIRST)]
  const difference = (yes: number, yesBefore: number) =>
    shareDifference({ yes, n: now.n }, { yes: yesBefore, n: before.n })
  // Newcombe's limits rise with the first share and fall with the second.
  return changeOf([difference(one.low, two.high), difference(one.high, two.low)])
}

/** From so many pairs of possible counts on, the difference of means is looked at for some of them only. */
const MOST_EACH = 12

/**
 * The difference of two mean ratings, in points.
 * @returns `undefined` when one of the two has no answers
 */
export function meanChange(now: Cell, before: Cell): Change | undefined {
  const [one, two] = [now, before].map((cell) =>
    spread(possibleCounts(cell)).map((counts) => sumsOfCounts(counts)),
  )
  return changeOf((one ?? []).flatMap((sums) => (two ?? []).map((earlier) => meanDifference(sums, earlier))))
}

function changeOf(differences: readonly (Difference | undefined)[]): Change | undefined {
  const known = differences.filter((difference) => difference !== undefined)
  if (known.length === 0 || known.length < differences.length) return undefined
  const values = known.map(({ value }) => value)
  const intervals = known.flatMap(({ interval }) => (interval === undefined ? [] : [interval]))
  const value = { low: Math.min(...values), high: Math.max(...values) }
  if (intervals.length < known.length) return { value, interval: undefined, verdict: 'unclear' }
  const interval = {
    low: Math.min(...intervals.map(({ low }) => low)),
    high: Math.max(...intervals.map(({ high }) => high)),
  }
  return { value, interval, verdict: interval.low > 0 ? 'up' : interval.high < 0 ? 'down' : 'unclear' }
}

/** Both ends and some between, evenly: what lies between two of them hardly differs. */
function spread<T>(items: readonly T[]): readonly T[] {
  if (items.length <= MOST_EACH) return items
  return Array.from({ length: MOST_EACH }, (_, at) =>
    Math.round((at * (items.length - 1)) / (MOST_EACH - 1)),
  ).flatMap((place) => items.slice(place, place + 1))
}
