/** Which answers of a month may be told, or found by differences, beside the month's blocks. */
import type { Measure } from '../../shared/wire/summaries.ts'
import { asTold, isAlike, isEnough } from './block.ts'
import type { Made } from './closing.ts'
import { kindOf, measureCounts, noCounts, plus, totalOf, type Counts } from './contribution.ts'
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
  /** As a part. */
  readonly mayBeTold: (answers: readonly ToldAnswers[]) => boolean
  /** The answers of which each difference must hold enough people: all. */
  readonly isManyPeople: (answers: readonly ToldAnswers[]) => boolean
  /** Whether a block tells the answer exactly. Of the others' values nothing is told but that they are almost alike. */
  readonly isExact: (answer: ToldAnswers) => boolean
  /** What each difference that has exact answers must hold of them: answers that aren't almost alike. */
  readonly isDiverse: (exact: readonly ToldAnswers[]) => boolean
}

/**
 * @param made the month's blocks, as in `toldAnswers`
 * @param threshold distinct people of a part
 */
export function partRule(measure: Measure, made: readonly Made[], threshold: number): PartRule {
  // Blocks of a time with a lower threshold are told already, and no difference with them has more people.
  const least = Math.min(threshold, ...made.map(({ block }) => block.threshold))
  const exact = made.map(({ block }) => block.alike.every((alike) => alike.measure !== measure))
  const isExact = ({ block }: ToldAnswers) => exact[block] === true
  const count = (answers: readonly ToldAnswers[]) =>
    measureCounts(
      measure,
      answers.reduce<Counts>((sum, { counts }) => plus(sum, counts), noCounts(kindOf(measure))),
    )
  const byAgent = (answers: readonly ToldAnswers[]) =>
    answers.map(({ agentNo, counts }) => [agentNo, totalOf(measureCounts(measure, counts))] as const)
  const isDiverse = (answers: readonly ToldAnswers[]) => !isAlike(count(answers))
  return {
    size: (answers) => totalOf(count(answers)),
    mayBeTold: (answers) => {
      const own = answers.filter(isExact)
      return isEnough(byAgent(answers), threshold) && (own.length === 0 || isDiverse(own))
    },
    isManyPeople: (answers) =>
      new Set(byAgent(answers).flatMap(([agentNo, n]) => (n > 0 ? [agentNo] : []))).size >= least,
    isExact,
    isDiverse,
  }
}
