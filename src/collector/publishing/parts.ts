/**
 * A month by channel and by queue: sums that overlap with the month's blocks and with each other, so they are told only
 * as far as nothing can be made of them all that isn't of enough people; see ties.ts.
 */
import type { Measure } from '../../shared/wire/summaries.ts'
import type { Made } from './closing.ts'
import { ratingsOnly, sumCounts, type Counts } from './contribution.ts'
import { nameParts, partOf, without, type Dimension, type Named } from './groups.ts'
import { partRule, toldAnswers, type PartRule, type ToldAnswers } from './part-rule.ts'
import { untied } from './ties.ts'

/** A smiley has no channel. */
export type PartKind = 'interaction' | 'solved'

/** A channel or queue as it is told; `none`: a record without a queue; `other`: all those that aren't told by name. */
export type PartName =
  | { readonly kind: 'named'; readonly name: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'other' }

export interface Part {
  readonly name: PartName
  /** Answers by value of the kind, as their blocks tell them; of what isn't told by parts 0. */
  readonly counts: Counts
}

/** A month's parts of one kind. Key: kind and first day. Everything in it may be told. */
export interface MonthParts {
  readonly kind: PartKind
  /** The month's first day. */
  readonly first: number
  /** What is told of each part: outcomes only where they may be told of all. */
  readonly measures: readonly Measure[]
  /** They add up to the month's blocks, the largest first; empty: there are none that can be told. */
  readonly channels: readonly Part[]
  readonly queues: readonly Part[]
}

/** What is told by name. */
interface Choice {
  readonly channels: Named
  readonly queues: Named
}

/**
 * @param first the month's first day
 * @param made the month's blocks of the kind with what is left of their contributions; none of the quarter's
 * @param threshold distinct people of whom a part must consist
 * @returns no parts where something was erased, so that they wouldn't add up to the blocks any more
 */
export function monthParts(
  kind: PartKind,
  first: number,
  made: readonly Made[],
  threshold: number,
): MonthParts {
  const answers = toldAnswers(made)
  const ruleOf = (measure: Measure) => partRule(measure, made, threshold)
  const main = kind === 'interaction' ? 'rating' : 'solved'
  const choice = choose(answers, ruleOf(main))
  const isOutcomeTold = kind === 'interaction' && fits(answers, ruleOf('outcome'), choice)
  const partsBy = (dimension: Dimension, named: Named) =>
    groupsOf(answers, dimension, named).map(([place, own]): Part => {
      const counts = sumCounts(kind, own)
      return {
        name: nameOf(named[place]),
        counts: kind === 'solved' || isOutcomeTold ? counts : ratingsOnly(counts),
      }
    })
  return {
    kind,
    first,
    measures: isOutcomeTold ? ['outcome', main] : [main],
    channels: partsBy('channel', choice.channels),
    queues: partsBy('queue', choice.queues),
  }
}

/** As many as may be told by name; the smallest are given up first. */
function choose(answers: readonly ToldAnswers[], rule: PartRule): Choice {
  let channels = nameParts(answers, 'channel', rule.mayBeTold, rule.size)
  let queues = nameParts(answers, 'queue', rule.mayBeTold, rule.size)
  while (channels.length + queues.length > 0) {
    const left = untiedAnswers(answers, rule, { channels, queues })
    if (left.length === 0) break
    const channel = smallest(answers, left, 'channel', channels, rule)
    const queue = smallest(answers, left, 'queue', queues, rule)
    if (queue !== undefined && (channel === undefined || queue.n <= channel.n))
      queues = without(queues, queue.name)
    else if (channel !== undefined) channels = without(channels, channel.name)
  }
  return { channels, queues }
}

/** Of the parts that are told by name the smallest, of those with answers that aren't tied if there are any. */
function smallest(
  answers: readonly ToldAnswers[],
  left: readonly ToldAnswers[],
  dimension: Dimension,
  named: Named,
  rule: PartRule,
): { readonly name: string | null; readonly n: number } | undefined {
  const involved = new Set(left.map((answer) => answer[dimension]))
  const name = named.find((one) => involved.has(one)) ?? named[0]
  if (name === undefined) return undefined
  return { name, n: rule.size(answers.filter((answer) => answer[dimension] === name)) }
}

/** Whether another measure may be told of the same parts. */
function fits(answers: readonly ToldAnswers[], rule: PartRule, choice: Choice): boolean {
  const groups = [
    ...groupsOf(answers, 'channel', choice.channels),
    ...groupsOf(answers, 'queue', choice.queues),
  ]
  return groups.every(([, own]) => rule.mayBeTold(own)) && untiedAnswers(answers, rule, choice).length === 0
}

/** The answers because of which the parts can't be told beside each other and the blocks. */
function untiedAnswers(
  answers: readonly ToldAnswers[],
  rule: PartRule,
  { channels, queues }: Choice,
): readonly ToldAnswers[] {
  // Columns: the channels and their rest, the queues and theirs, and behind them the blocks.
  const [firstQueue, firstBlock] = [channels.length + 1, channels.length + queues.length + 2]
  const placed = (some: readonly ToldAnswers[]) => {
    const byPlaces = Map.groupBy(some, (answer) => {
      const [channel, queue] = [partOf(answer, 'channel', channels), partOf(answer, 'queue', queues)]
      return `${channel} ${firstQueue + queue} ${firstBlock + answer.block}`
    })
    return Array.from(byPlaces, ([key, own]) => ({ places: key.split(' ').map(Number), answers: own }))
  }
  return rule.ofDifferences.flatMap(({ isOn, holds }) =>
    untied(placed(answers.filter(isOn)), holds).flatMap(({ answers: own }) => own),
  )
}

/** The answers of each part, those told by name first and of these the largest. */
function groupsOf(
  answers: readonly ToldAnswers[],
  dimension: Dimension,
  named: Named,
): (readonly [place: number, answers: readonly ToldAnswers[]])[] {
  if (named.length === 0) return []
  const rank = (place: number) => (place === named.length ? -1 : place)
  return Array.from(Map.groupBy(answers, (answer) => partOf(answer, dimension, named))).sort(
    ([a], [b]) => rank(b) - rank(a),
  )
}

function nameOf(name: string | null | undefined): PartName {
  if (name === undefined) return { kind: 'other' }
  return name === null ? { kind: 'none' } : { kind: 'named', name }
}
