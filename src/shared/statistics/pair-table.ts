/** Pairs of an agent's and a customer's score for the same interaction, counted. */
import { checkCount, checkWhole } from './check.ts'

const SCORES = 5

/** How many pairs of each kind: `table[agent − 1][customer − 1]`, both 1–5. */
export type PairTable = readonly (readonly number[])[]

export interface ScorePair {
  readonly agent: number
  readonly customer: number
}

/**
 * Counts pairs; customers' scores are on 1–5 already (`mapScore`).
 * @throws RangeError when a score isn't a whole number of 1 to 5
 */
export function tablePairs(pairs: Iterable<ScorePair>): PairTable {
  const table = Array.from({ length: SCORES }, () => Array.from({ length: SCORES }, () => 0))
  for (const { agent, customer } of pairs) {
    const row = table[indexOf('agent', agent)]
    const column = indexOf('customer', customer)
    if (row !== undefined) row[column] = (row[column] ?? 0) + 1
  }
  return table
}

export interface PairCell extends ScorePair {
  readonly count: number
}

/**
 * The cells of a table that aren't empty.
 * @throws RangeError unless it has five rows of five counts
 */
export function cellsOf(table: PairTable): PairCell[] {
  if (table.length !== SCORES) throw new RangeError(`the table has ${table.length} rows, not ${SCORES}`)
  return table.flatMap((row, agent) => {
    if (row.length !== SCORES)
      throw new RangeError(`row ${agent + 1} has ${row.length} counts, not ${SCORES}`)
    return row.flatMap((count, customer) => {
      checkCount(`the count of agent ${agent + 1}, customer ${customer + 1}`, count)
      return count === 0 ? [] : [{ agent: agent + 1, customer: customer + 1, count }]
    })
  })
}

function indexOf(name: string, score: number): number {
  checkWhole(name, score, 1, SCORES)
  return score - 1
}
