/** Windows as they are answered: sums of what is published, and of nothing else. */
import { dayText } from '../../shared/calendar.ts'
import type { WindowKind } from '../../shared/statistics/windows.ts'
import {
  MEASURE_VALUES,
  type Cell,
  type Measure,
  type MeasureAnswer,
  type WindowAnswer,
} from '../../shared/wire/summaries.ts'
import type { Block } from './block.ts'
import { kindOf, measureCounts, plus, totalOf, type Counts } from './contribution.ts'
import type { MonthParts } from './parts.ts'
import { isWithin, type Span } from './spans.ts'
import { partAnswers } from './window-parts.ts'

/** What is published of a team, perhaps only of the time around a window; more than that doesn't disturb. */
export interface Published {
  readonly blocks: readonly Block[]
  readonly parts: readonly MonthParts[]
  /** The days on which enough people left an answer, see `Closed`. */
  readonly workDays: readonly number[]
}

/** @param span the whole window; it must be closed, else it will change. Weeks aren't cut at the ends of months here */
export function windowAnswer(
  by: WindowKind,
  span: Span,
  { blocks, parts, workDays }: Published,
): WindowAnswer {
  const within = blocks.filter((block) => isWithin(block, span))
  const answer = (measure: Measure) => measureAnswer(measure, span, within, workDays)
  const hasParts = by === 'month' || by === 'quarter'
  const partsWithin = parts.filter(({ first }) => first >= span.first && first <= span.last)
  return {
    from: dayText(span.first),
    to: dayText(span.last),
    outcome: answer('outcome'),
    rating: answer('rating'),
    solved: answer('solved'),
    smiley: answer('smiley'),
    channels: hasParts ? partAnswers('channels', within, partsWithin) : [],
    queues: hasParts ? partAnswers('queues', within, partsWithin) : [],
  }
}

/**
 * `left` counts work days of the team that no block of the measure covers, whether or not anybody answered: it says
 * nothing of days on which only few people worked, and doesn't change with what comes late.
 */
function measureAnswer(
  measure: Measure,
  span: Span,
  within: readonly Block[],
  workDays: readonly number[],
): MeasureAnswer {
  const own = within.filter(({ kind }) => kind === kindOf(measure))
  const covered = new Set<number>()
  for (const { first, last } of own) for (let day = first; day <= last; day += 1) covered.add(day)
  const left = workDays.filter((day) => day >= span.first && day <= span.last && !covered.has(day))
  return { cell: cellOf(measure, own), left: left.length }
}

function cellOf(measure: Measure, blocks: readonly Block[]): Cell | null {
  if (blocks.length === 0) return null
  const none: Counts = MEASURE_VALUES[measure].map(() => 0)
  const one = (value: number) => none.map((_, place) => (place === value ? 1 : 0))
  const cell = { n: 0, counts: none, alike: none, alikeBlocks: none }
  for (const block of blocks) {
    const counts = measureCounts(measure, block.counts)
    const alike = block.alike.find((each) => each.measure === measure)
    cell.n += totalOf(counts)
    if (alike === undefined) cell.counts = plus(cell.counts, counts)
    else {
      cell.alike = plus(cell.alike, counts)
      cell.alikeBlocks = plus(cell.alikeBlocks, one(alike.value))
    }
  }
  return {
    n: cell.n,
    counts: [...cell.counts],
    alike: [...cell.alike],
    alikeBlocks: [...cell.alikeBlocks],
  }
}
