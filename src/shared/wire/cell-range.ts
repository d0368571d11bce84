/**
 * Where a cell's figures lie. Of each block that is almost alike one answer may have another value than is said, so they
 * are ranges, which are points where there is no such block. This is no statistical interval: that comes on top.
 */
import type { Cell } from './summaries.ts'

export interface Range {
  readonly low: number
  readonly high: number
}

/**
 * How many answers have a value.
 * @param value its place in the measure's values
 */
export function countRange(cell: Cell, value: number): Range {
  const said = saidOf(cell, value)
  const elsewhere = cell.counts.reduce(
    (sum, _, place) => sum + (place === value ? 0 : exceptionsOf(cell, place)),
    0,
  )
  return { low: said - exceptionsOf(cell, value), high: said + elsewhere }
}

/**
 * The share of answers that have a value, 0–1.
 * @param value its place in the measure's values
 * @returns `undefined` without answers
 */
export function shareRange(cell: Cell, value: number): Range | undefined {
  if (cell.n === 0) return undefined
  const { low, high } = countRange(cell, value)
  return { low: low / cell.n, high: high / cell.n }
}

/**
 * The mean of ratings: values are 1, 2, … in their order.
 * @returns `undefined` without answers
 */
export function meanRange(cell: Cell): Range | undefined {
  if (cell.n === 0) return undefined
  const best = cell.counts.length
  let [total, less, more] = [0, 0, 0]
  for (const place of cell.counts.keys()) {
    total += saidOf(cell, place) * (place + 1)
    less += exceptionsOf(cell, place) * place
    more += exceptionsOf(cell, place) * (best - 1 - place)
  }
  return { low: (total - less) / cell.n, high: (total + more) / cell.n }
}

function saidOf({ counts, alike }: Cell, value: number): number {
  return (counts[value] ?? 0) + (alike[value] ?? 0)
}

/** Parts say how many blocks are almost alike, but not which of their answers are in them. */
function exceptionsOf(cell: Cell, value: number): number {
  return Math.min(cell.alikeBlocks[value] ?? 0, saidOf(cell, value))
}
