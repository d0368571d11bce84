/** What the answers behind a cell can have been, as far as figures depend on it. */
import type { Cell } from '../wire/summaries.ts'

/**
 * Counts by value that a cell can stand for: each block that is almost alike may have one answer of another value. Given
 * are those in which every such answer is at one of the two ends of the scale, from all at the first value to all at the
 * last.
 *
 * That is enough for means: a mean less a multiple of its deviation is a concave function of the answers, and a concave
 * function is least at the corners of the box in which they lie; its counterpart is convex and greatest there.
 * @returns one only where everything is told exactly; never none
 */
export function possibleCounts({ counts, alike, alikeBlocks }: Cell): number[][] {
  const said = counts.map((count, value) => count + (alike[value] ?? 0))
  // Parts say how many blocks are almost alike, but not which of their answers are in them.
  const open = said.map((count, value) => Math.min(alikeBlocks[value] ?? 0, count))
  const exceptions = open.reduce((sum, count) => sum + count, 0)
  const sure = said.map((count, value) => count - (open[value] ?? 0))
  const last = said.length - 1
  return Array.from({ length: exceptions + 1 }, (_, atLast) =>
    sure.map((count, value) => {
      if (value === 0) return count + exceptions - atLast
      return value === last ? count + atLast : count
    }),
  )
}
