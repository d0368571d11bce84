/**
 * Whether sums that overlap (a month's blocks, channels and queues) can be told beside each other.
 *
 * Whatever somebody adds and subtracts of them gives each answer a factor that is the sum of a number for its block, one
 * for its channel and one for its queue: a linear function of the answer's places. Take such a function that isn't 0
 * everywhere; it must reach answers of enough people, or a few people's answers could be isolated. We build up places at
 * which it can't be 0 only for a few:
 *
 * - Answers at the same places have the same factor. If they are of enough people, then a function that reaches one of
 *   them reaches enough people: such places are tied.
 * - Where two places differ only by what is tied already (or by the opposite), a function that is 0 at all tied places is
 *   0 at both or at neither. So their answers count together, and are tied if together they are of enough people.
 *
 * When all places are tied, every function that isn't 0 everywhere reaches at least one whole such group of answers.
 * Exact, in whole numbers. It may say no where yes would be right, never the other way round.
 */

/** Answers at some places, each a column from 0 on, in rising order. */
export interface Placed<T> {
  readonly places: readonly number[]
  readonly answers: readonly T[]
}

/**
 * @param isEnough whether answers may be told together; with them any more may
 * @returns those that couldn't be tied: none means that the sums may be told beside each other
 */
export function untied<T>(
  placed: readonly Placed<T>[],
  isEnough: (answers: readonly T[]) => boolean,
): readonly Placed<T>[] {
  const tied = new Map<number, Row>()
  let left = placed.map((one) => ({ one, row: rowOf(one.places) }))
  for (;;) {
    left = left.map(({ one, row }) => ({ one, row: reduce(row, tied) })).filter(({ row }) => row.size > 0)
    // Never seen, and no is always safe.
    if (left.some(({ row }) => row.values().some((factor) => Math.abs(factor) > MOST_FACTOR))) return placed
    const groups = Map.groupBy(left, ({ row }) => keyOf(row))
    const enough = Array.from(groups.values()).filter((group) =>
      isEnough(group.flatMap(({ one }) => one.answers)),
    )
    if (enough.length === 0) return left.map(({ one }) => one)
    for (const [first] of enough) {
      const row = first === undefined ? undefined : reduce(first.row, tied)
      const pivot = row === undefined ? undefined : firstOf(row)
      if (row !== undefined && pivot !== undefined) tied.set(pivot, row)
    }
  }
}

/** Two of them multiplied are still exact. Factors here are a few units. */
const MOST_FACTOR = 1e7

/** Factors by column, none of them 0, with no common divisor, the first above 0. */
type Row = ReadonlyMap<number, number>

function rowOf(places: readonly number[]): Row {
  return new Map(places.map((place) => [place, 1]))
}

/** What is left of a row modulo the tied ones, each of which stands under its first column. */
function reduce(row: Row, tied: ReadonlyMap<number, Row>): Row {
  let rest = row
  for (let pivot = nextPivot(rest, tied, -1); pivot !== undefined; pivot = nextPivot(rest, tied, pivot)) {
    const by = tied.get(pivot)
    if (by !== undefined) rest = eliminate(rest, by, pivot)
  }
  return rest
}

function nextPivot(row: Row, tied: ReadonlyMap<number, Row>, after: number): number | undefined {
  let next: number | undefined
  for (const column of row.keys())
    if (column > after && tied.has(column) && (next === undefined || column < next)) next = column
  return next
}

function eliminate(row: Row, by: Row, pivot: number): Row {
  const [own, other] = [row.get(pivot) ?? 0, by.get(pivot) ?? 0]
  const result = new Map<number, number>()
  for (const column of new Set([...row.keys(), ...by.keys()])) {
    const factor = (row.get(column) ?? 0) * other - (by.get(column) ?? 0) * own
    if (factor !== 0) result.set(column, factor)
  }
  return normal(result)
}

function normal(row: Row): Row {
  const first = firstOf(row)
  if (first === undefined) return row
  const divisor = row.values().reduce(greatestCommonDivisor, 0) * Math.sign(row.get(first) ?? 1)
  return divisor === 1 ? row : new Map(row.entries().map(([column, factor]) => [column, factor / divisor]))
}

function greatestCommonDivisor(a: number, b: number): number {
  let [x, y] = [Math.abs(a), Math.abs(b)]
  while (y !== 0) [x, y] = [y, x % y]
  return x
}

function firstOf(row: Row): number | undefined {
  return row.size === 0 ? undefined : Math.min(...row.keys())
}

function keyOf(row: Row): string {
  return JSON.stringify(Array.from(row).sort(([a], [b]) => a - b))
}
