/** Which answers of a month may be told, or found by differences, beside the month's blocks. */
import type { Measure } from '../../shared/wire/summaries.ts'
import { asTold, isAlike, isEnough } from './block.ts'
import type { Made } from './closing.ts'
import { measureCounts, noCounts, plus, totalOf, type Counts, type Kind } from './contribution.ts'
import type { InParts } from './groups.ts'

/** What one agent left at one place, as its block tells it. */
export interface ToldAnswers extends InParts {
  readonly agentNo: number
  /** The block's place in the list. */
  readonly block: number
  readonly counts: Counts
}

/** All answers of the blocks; nothing where something of a block is no longer there. */
export function toldAnswers(made: readonly Made[]): readonly ToldAnswers[] {
  const answers: ToldAnswers[] = []
  for (const [place, { block, contributions }] of made.entries()) {
    let sum: Counts = noCounts(block.kind)
    for (const { agentNo, parts } of contributions.map((one) => asTold(one, block.alike)))
      for (const { channel, queue, counts } of parts) {
        sum = plus(sum, counts)
        answers.push({ agentNo, block: place, channel: channel ?? 'unknown', queue, counts })
      }
    if (sum.some((count, value) => count !== block.counts[value])) return []
  }
  return answers
}

export interface PartRule {
  readonly size: (answers: readonly ToldAnswers[]) => number
  /** As a part: as a block, and not almost alike, since the other parts and the whole would tell it exactly. */
  readonly mayBeTold: (answers: readonly ToldAnswers[]) => boolean
  /** As a difference of what is told. Where it holds it holds for more answers too. */
  readonly mayBeFound: (answers: readonly ToldAnswers[]) => boolean
}

/**
 * @param all the month's answers
 * @param threshold distinct people of a part
 * @param least distinct people of any difference
 */
export function partRule(
  kind: Kind,
  measure: Measure,
  all: readonly ToldAnswers[],
  threshold: number,
  least: number,
): PartRule {
  const count = (answers: readonly ToldAnswers[]) =>
    measureCounts(
      measure,
      answers.reduce<Counts>((sum, { counts }) => plus(sum, counts), noCounts(kind)),
    )
  const whole = count(all)
  // Then every block says so itself, and a part says no more.
  const isAllOne = totalOf(whole) === Math.max(...whole)
  const differ = (answers: readonly ToldAnswers[]) => isAllOne || !isAlike(count(answers))
  const byAgent = (answers: readonly ToldAnswers[]) =>
    answers.map(({ agentNo, counts }) => [agentNo, totalOf(measureCounts(measure, counts))] as const)
  return {
    size: (answers) => totalOf(count(answers)),
    mayBeTold: (answers) => isEnough(byAgent(answers), threshold) && differ(answers),
    mayBeFound: (answers) => {
      const agents = new Set(byAgent(answers).flatMap(([agentNo, n]) => (n > 0 ? [agentNo] : [])))
      return agents.size >= least && differ(answers)
    },
  }
}
