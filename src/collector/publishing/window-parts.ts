/** Channels and queues of a month or quarter, as they are answered: sums of the months' parts. */
import { MEASURE_VALUES, type Cell, type Measure, type PartAnswer } from '../../shared/wire/summaries.ts'
import type { Block } from './block.ts'
import { kindOf, measureCounts, noCounts, plus, totalOf, type Counts } from './contribution.ts'
import type { MonthParts, Part, PartName } from './parts.ts'
import { spanOf, type Span } from './spans.ts'

const PART_MEASURES = ['outcome', 'rating', 'solved'] as const satisfies readonly Measure[]

/**
 * By name what all months tell by name (or surely don't have: they have no rest); everything else is the rest, as is what
 * only the whole quarter could tell. So parts add up to the window; where a month has none, there are none.
 * @param blocks those of the window, `parts`: those of its months
 */
export function partAnswers(
  dimension: 'channels' | 'queues',
  blocks: readonly Block[],
  parts: readonly MonthParts[],
): PartAnswer[] {
  const answers = new Map<string, { n: number; answer: PartAnswer }>()
  for (const measure of PART_MEASURES)
    for (const { name, counts, alikeBlocks } of sumParts(measure, dimension, blocks, parts)) {
      const key = keyOf(name)
      const cell: Cell = { n: totalOf(counts), counts: [...counts], alike: counts.map(() => 0), alikeBlocks }
      const known = answers.get(key) ?? {
        n: 0,
        answer: { part: name, outcome: null, rating: null, solved: null },
      }
      answers.set(key, { n: Math.max(known.n, cell.n), answer: { ...known.answer, [measure]: cell } })
    }
  return Array.from(answers.values())
    .sort((a, b) => rankOf(a.answer) - rankOf(b.answer) || b.n - a.n)
    .map(({ answer }) => answer)
}

interface SumOfParts {
  readonly name: PartName
  readonly counts: Counts
  readonly alikeBlocks: number[]
}

function sumParts(
  measure: Measure,
  dimension: 'channels' | 'queues',
  blocks: readonly Block[],
  parts: readonly MonthParts[],
): readonly SumOfParts[] {
  const kind = kindOf(measure)
  const own = blocks.filter((block) => block.kind === kind)
  const inMonths = own.filter(({ level }) => level !== 'quarter')
  const firsts = monthsOf(inMonths)
  const months: (readonly Part[])[] = []
  for (const first of firsts) {
    const month = parts.find((each) => each.kind === kind && each.first === first)
    if (month === undefined || month[dimension].length === 0 || !month.measures.includes(measure)) return []
    months.push(month[dimension])
  }
  const names = new Map(months.flat().map(({ name }) => [keyOf(name), name]))
  const isEverywhere = (key: string) => months.every((month) => has(month, key) || !has(month, OTHER))
  const named = Array.from(names.entries().filter(([key]) => key !== OTHER && isEverywhere(key)))
  if (named.length === 0) return []
  const sum = (all: readonly Counts[]) =>
    measureCounts(
      measure,
      all.reduce<Counts>((total, counts) => plus(total, counts), noCounts(kind)),
    )
  const toldMonths = alikeBlocksOf(measure, inMonths)
  const shown = named.map(([key, name]) => ({
    name,
    counts: sum(months.flat().flatMap((part) => (keyOf(part.name) === key ? [part.counts] : []))),
    alikeBlocks: toldMonths,
  }))
  const keys = new Set(named.map(([key]) => key))
  const rest = sum([
    ...months.flat().flatMap((part) => (keys.has(keyOf(part.name)) ? [] : [part.counts])),
    ...own.flatMap((block) => (block.level === 'quarter' ? [block.counts] : [])),
  ])
  const other: PartName = { kind: 'other' }
  if (totalOf(rest) > 0) shown.push({ name: other, counts: rest, alikeBlocks: alikeBlocksOf(measure, own) })
  return shown.length < 2 ? [] : shown
}

/** The first days of the months that blocks are in. Many follow each other in one month. */
function monthsOf(blocks: readonly Block[]): ReadonlySet<number> {
  const firsts = new Set<number>()
  let month: Span | undefined
  for (const { first } of blocks) {
    if (month === undefined || first < month.first || first > month.last) month = spanOf('month', first)
    firsts.add(month.first)
  }
  return firsts
}

const OTHER = keyOf({ kind: 'other' })

function has(month: readonly Part[], key: string): boolean {
  return month.some(({ name }) => keyOf(name) === key)
}

function keyOf(name: PartName): string {
  return JSON.stringify(name)
}

/** What is told by name comes first. */
function rankOf({ part }: PartAnswer): number {
  return part.kind === 'other' ? 1 : 0
}

function alikeBlocksOf(measure: Measure, blocks: readonly Block[]): number[] {
  const alike = blocks.flatMap((block) => block.alike).filter((one) => one.measure === measure)
  return MEASURE_VALUES[measure].map((_, value) => alike.filter((one) => one.value === value).length)
}
