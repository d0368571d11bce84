/**
 * Blocks: the only thing that is ever told of a team, see docs/decisions/0016-publishing.md. What is told of almost alike
 * answers is decided first and everything else from that, so nothing that leaves here depends on the one exception.
 */
import type { Measure } from '../../shared/wire/summaries.ts'
import {
  countsOf,
  interactionCounts,
  KIND_MEASURES,
  measureCounts,
  sumCounts,
  totalOf,
  type Contribution,
  type Counts,
  type Kind,
} from './contribution.ts'
import type { Level, Span } from './spans.ts'

/** The answers of a measure are all of this value, but perhaps one. */
export interface Alike {
  readonly measure: Measure
  /** Its place in MEASURE_VALUES. */
  readonly value: number
}

/** Key: kind, level and first day. Everything in it may be told. */
export interface Block extends Span {
  readonly kind: Kind
  readonly level: Level
  /** How many people it took when it was closed. */
  readonly threshold: number
  /**
   * Answers by value, as they are told: where a measure is alike, those of all other values are 0. The exception counts
   * with the others; an exceptional outcome counts nowhere, else the number of ratings would tell whether there was one.
   */
  readonly counts: Counts
  readonly alike: readonly Alike[]
}

/** Whether all answers but at most one are of one value. */
export function isAlike(counts: Counts): boolean {
  return totalOf(counts) - Math.max(...counts) <= 1
}

/**
 * Whether contributions of a measure may be told together: at least so many people, nobody with more than half of the
 * answers.
 * @param answers by whom, how many; somebody may stand there several times
 */
export function isEnough(
  answers: readonly (readonly [agentNo: number, n: number])[],
  least: number,
): boolean {
  const byAgent = new Map<number, number>()
  for (const [agentNo, n] of answers) if (n > 0) byAgent.set(agentNo, (byAgent.get(agentNo) ?? 0) + n)
  const numbers = Array.from(byAgent.values())
  return numbers.length >= Math.max(least, 1) && Math.max(...numbers) * 2 <= totalOf(numbers)
}

/** A block of these contributions of one kind; `undefined`: they may not be told. */
export function makeBlock(
  kind: Kind,
  level: Level,
  { first, last }: Span,
  contributions: readonly Contribution[],
  threshold: number,
): Block | undefined {
  const whole = sumOf(kind, contributions)
  const alike = KIND_MEASURES[kind].flatMap((measure): Alike[] => {
    const counts = measureCounts(measure, whole)
    return isAlike(counts) ? [{ measure, value: counts.indexOf(Math.max(...counts)) }] : []
  })
  const told = contributions.map((contribution) => asTold(contribution, alike))
  for (const measure of KIND_MEASURES[kind]) {
    const answers = told.map(
      (contribution) =>
        [contribution.agentNo, totalOf(measureCounts(measure, countsOf(contribution)))] as const,
    )
    if (!isEnough(answers, threshold)) return undefined
  }
  return { kind, level, first, last, threshold, counts: sumOf(kind, told), alike }
}

/** A contribution as its block tells it. */
export function asTold(contribution: Contribution, alike: readonly Alike[]): Contribution {
  if (alike.length === 0) return contribution
  const parts = contribution.parts.map((part) => ({ ...part, counts: alike.reduce(flatten, part.counts) }))
  return { ...contribution, parts: parts.filter(({ counts }) => totalOf(counts) > 0) }
}

export function sumOf(kind: Kind, contributions: readonly Contribution[]): number[] {
  return sumCounts(
    kind,
    contributions.flatMap(({ parts }) => parts),
  )
}

function flatten(counts: Counts, { measure, value }: Alike): Counts {
  const own = measureCounts(measure, counts)
  const n = totalOf(own)
  const all = own.map((_, place) => (place === value ? n : 0))
  switch (measure) {
    case 'outcome': {
      const kept = own.map((count, place) => (place === value ? count : 0))
      const ratings = measureCounts('rating', counts)
      return interactionCounts(value === 0 ? ratings : ratings.map(() => 0), kept)
    }
    case 'rating':
      return interactionCounts(all, measureCounts('outcome', counts))
    case 'solved':
    case 'smiley':
      return all
  }
}
