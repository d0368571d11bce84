/** Exact elimination over whole numbers. */

/** Factors by column, none of them 0. */
export type Row = ReadonlyMap<number, bigint>

/**
 * The reduced echelon form: every row has a column of its own in which all others are 0.
 * @returns rows by that column
 */
export function echelon(rows: Iterable<Row>): Map<number, Row> {
  const basis = new Map<number, Row>()
  for (const given of rows) {
    let row = given
    for (const [pivot, by] of basis) row = without(row, by, pivot)
    const [pivot] = row.keys()
    if (pivot === undefined) continue
    for (const [other, old] of basis) basis.set(other, without(old, row, pivot))
    basis.set(pivot, row)
  }
  return basis
}

export function rankOf(rows: Iterable<Row>): number {
  return echelon(rows).size
}

function without(row: Row, by: Row, pivot: number): Row {
  const own = row.get(pivot)
  const other = by.get(pivot)
  if (own === undefined || other === undefined) return row
  const result = new Map<number, bigint>()
  for (const [column, factor] of row) result.set(column, factor * other)
  for (const [column, factor] of by) {
    const value = (result.get(column) ?? 0n) - factor * own
    if (value === 0n) result.delete(column)
    else result.set(column, value)
  }
  let divisor = 0n
  for (const factor of result.values()) {
    divisor = commonDivisor(divisor, factor)
    if (divisor === 1n) return result
  }
  for (const [column, factor] of result) result.set(column, factor / divisor)
  return result
}

function commonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b]
  while (y !== 0n) [x, y] = [y, x % y]
  return x
}

/** A column and whose unknowns have this column. */
export interface Column {
  readonly agents: ReadonlySet<number>
}

/**
 * Groups of `size` people of whom something can be computed without the others: a sum of rows, with any factors, that is
 * 0 for everybody else. Smaller groups are within these.
 */
export function isolatedGroups(
  rows: Iterable<Row>,
  columns: readonly Column[],
  size: number,
): { readonly tried: number; readonly found: readonly (readonly number[])[] } {
  const basis = echelon(rows)
  const people = Array.from(new Set(columns.flatMap(({ agents }) => Array.from(agents)))).sort(
    (a, b) => a - b,
  )
  const few = columns.flatMap(({ agents }, column) => (agents.size <= size ? [{ column, agents }] : []))
  const found: (readonly number[])[] = []
  let tried = 0
  for (const group of subsets(people, Math.min(size, people.length))) {
    tried += 1
    const members = new Set(group)
    const own = new Set(few.flatMap(({ column, agents }) => (agents.isSubsetOf(members) ? [column] : [])))
    // Rows whose own column is outside can't be part of it; the others only so far as they vanish outside.
    const candidates = Array.from(basis).flatMap(([pivot, row]) => (own.has(pivot) ? [row] : []))
    const outside = candidates.map((row) => new Map(row.entries().filter(([column]) => !own.has(column))))
    if (rankOf(outside) < candidates.length) found.push(group)
  }
  return { tried, found }
}

export function* subsets<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  if (size === 0) yield []
  else
    for (const [place, item] of items.entries())
      for (const rest of subsets(items.slice(place + 1), size - 1)) yield [item, ...rest]
}
