/** Which answers of a month may be told, or found by differences, beside the month's blocks. */
import type { Measure } from '../../shared/wire/summaries.ts'
import { asTold, isAlike, isEnough } from './block.ts'
import type { Made } from './closing.ts'
import { kindOf, measureCounts, measureTotal, sumCounts, totalOf, type Counts } from './contribution.ts'
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
    const told = contributions.flatMap((one) =>
      asTold(one, block.alike).parts.map((part) => ({ agentNo: one.agentNo, ...part })),
    )
    const sum = sumCounts(block.kind, told)
    for (const { agentNo, channel, queue, counts } of told)
      answers.push({ agentNo, block: place, channel: channel ?? 'unknown', queue, counts })
    if (sum.some((count, value) => count !== block.counts[value])) return []
  }
  return answers
}

export interface PartRule {
  readonly size: (answers: readonly ToldAnswers[]) => number
  /** As a part. */
  readonly mayBeTold: (answers: readonly ToldAnswers[]) => boolean
  readonly ofDifferences: readonly Condition[]
}

/** What must hold of the `isOn` answers in every difference that has some. Where it holds it holds for more too. */
export interface Condition {
  readonly isOn: (answer: ToldAnswers) => boolean
  readonly holds: (answers: readonly ToldAnswers[]) => boolean
}

/**
 * A value's number in a part is made of the blocks that are told exactly and of those that are almost all of this value.
 * So that is what must be of enough people; and those that are told exactly must not be almost alike, which the whole and
 * the other parts would tell exactly.
 * @param made the month's blocks, as in `toldAnswers`
 * @param threshold distinct people of a part
 */
export function partRule(measure: Measure, made: readonly Made[], threshold: number): PartRule {
  // Blocks of a time with a lower threshold are told already, and no difference with them has more people.
  const least = Math.min(threshold, ...made.map(({ block }) => block.threshold))
  const usual = made.map(({ block }) => block.alike.find((alike) => alike.measure === measure)?.value)
  const isExact = ({ block }: ToldAnswers) => usual[block] === undefined
  const kind = kindOf(measure)
  const count = (answers: readonly ToldAnswers[]) => measureCounts(measure, sumCounts(kind, answers))
  const byAgent = (answers: readonly ToldAnswers[]) =>
    answers.map(({ agentNo, counts }) => [agentNo, measureTotal(measure, counts)] as const)
  const isDiverse = (answers: readonly ToldAnswers[]) => !isAlike(count(answers))
  const isOfMany = (answers: readonly ToldAnswers[]) =>
    new Set(byAgent(answers).flatMap(([agentNo, n]) => (n > 0 ? [agentNo] : []))).size >= least
  return {
    size: (answers) => totalOf(count(answers)),
    mayBeTold: (answers) => {
      const exact = answers.filter(isExact)
      return (
        isEnough(byAgent(answers), threshold) &&
        (exact.length === 0 || (isEnough(byAgent(exact), threshold) && isDiverse(exact)))
      )
    },
    ofDifferences: [
      { isOn: isExact, holds: isDiverse },
      ...new Set(usual).values().map((value) => ({
        isOn: (answer: ToldAnswers) => isExact(answer) || usual[answer.block] === value,
        holds: isOfMany,
      })),
    ],
  }
}
