/**
 * The same figures, counted answer by answer by somebody who sees everything: day by day, in the plainest way, with
 * nothing from the code under test but names of kinds. Which parts are told by name it takes from what was published.
 */
import type { Kind } from '../../../src/collector/publishing/contribution.ts'
import type { Cell, Measure, MeasureAnswer } from '../../../src/shared/wire/summaries.ts'
import type { Answer, World } from './world.ts'

/** An answer that was published: in which block, and as what. */
export interface Counted {
  readonly answer: Answer
  readonly block: RefBlock
  /** The value it had when it was counted, and as which it is told; `null`: told nowhere, the exceptional outcome. */
  readonly value: number
  readonly told: number | null
}

export interface RefBlock {
  readonly kind: Kind
  readonly level: 'day' | 'week' | 'month' | 'quarter'
  readonly first: number
  readonly last: number
  readonly threshold: number
  readonly alike: ReadonlyMap<Measure, number>
}

export interface Reference {
  readonly counted: readonly Counted[]
  readonly workDays: ReadonlySet<number>
}

const months = new Map<number, string>()
function monthKey(day: number): string {
  const known = months.get(day) ?? new Date(day * 86_400_000).toISOString().slice(0, 7)
  months.set(day, known)
  return known
}
const quarterKey = (day: number) => {
  const [year, month] = monthKey(day).split('-').map(Number)
  return `${year} ${Math.ceil(month! / 3)}`
}
/** Days since Monday, 1969-12-29, by weeks, cut where the month changes. */
const weekKey = (day: number) => `${Math.floor((day + 3) / 7)} ${monthKey(day)}`
const PERIODS = [
  ['day', String],
  ['week', weekKey],
  ['month', monthKey],
  ['quarter', quarterKey],
] as const

/** What an answer says to a measure, `undefined` if nothing. */
export function valueFor(measure: Measure, value: number): number | undefined {
  if (measure === 'outcome') return value < 5 ? 0 : value - 4
  if (measure === 'rating') return value < 5 ? value : undefined
  return value
}

export function refer(
  world: World,
  closings: readonly { readonly on: number; readonly upTo: number; readonly threshold: number }[],
): Reference {
  const counted = new Map<Answer, Counted>()
  const workDays = new Set<number>()
  const firstDay = Math.min(...world.answers.map(({ workDay }) => workDay))
  let next = firstDay
  for (const { on, upTo, threshold } of closings) {
    const isThere = (answer: Answer) =>
      answer.arrives <= on && on < (world.erasures.get(answer.agentNo) ?? Number.POSITIVE_INFINITY)
    for (; next <= upTo; next += 1) {
      const day = next
      const waiting = world.answers.filter((answer) => isThere(answer) && !counted.has(answer))
      const onDay = new Set(waiting.filter(({ workDay }) => workDay === day).map(({ agentNo }) => agentNo))
      if (onDay.size >= threshold) workDays.add(day)
      for (const [level, key] of PERIODS) {
        if (level !== 'day' && key(day) === key(day + 1)) continue
        for (const kind of ['interaction', 'solved', 'smiley'] as const) {
          const pool = waiting.filter(
            (answer) =>
              answer.kind === kind &&
              !counted.has(answer) &&
              answer.workDay <= day &&
              key(answer.workDay) === key(day),
          )
          let first = day
          while (key(first - 1) === key(day)) first -= 1
          for (const one of toldOf(pool, { kind, level, first, last: day, threshold }, on) ?? [])
            counted.set(one.answer, one)
        }
      }
    }
  }
  return { counted: Array.from(counted.values()), workDays }
}

function toldOf(
  pool: readonly Answer[],
  period: Omit<RefBlock, 'alike'>,
  on: number,
): readonly Counted[] | undefined {
  const nowOf = ({ value, change }: Answer) =>
    change !== undefined && change.on <= on ? change.value : value
  const measures: readonly Measure[] = period.kind === 'interaction' ? ['outcome', 'rating'] : [period.kind]
  const alike = new Map<Measure, number>()
  for (const measure of measures) {
    const values = pool.flatMap((answer) => valueFor(measure, nowOf(answer)) ?? [])
    const different = (value: number) => values.filter((other) => other !== value).length
    const usual = values.find((value) => different(value) <= 1)
    if (usual !== undefined) alike.set(measure, usual)
  }
  const block: RefBlock = { ...period, alike }
  const told = pool.map((answer): Counted => {
    const value = nowOf(answer)
    if (alike.has('outcome') && valueFor('outcome', value) !== alike.get('outcome'))
      return { answer, block, value, told: null }
    const measure = period.kind === 'interaction' ? 'rating' : (period.kind as Measure)
    const usual = alike.get(measure)
    return {
      answer,
      block,
      value,
      told: value < 5 || period.kind !== 'interaction' ? (usual ?? value) : value,
    }
  })
  const isTold = measures.every((measure) => {
    const people = told.flatMap((one) =>
      one.told === null || valueFor(measure, one.told) === undefined ? [] : [one.answer.agentNo],
    )
    const most = Math.max(
      0,
      ...new Set(people).values().map((who) => people.filter((one) => one === who).length),
    )
    return new Set(people).size >= period.threshold && most <= people.length / 2
  })
  return isTold ? told : undefined
}

export const VALUES_OF = { outcome: 3, rating: 5, solved: 2, smiley: 3 } as const

/** One measure of the days `from` to `to`. */
export function measureOf(
  { counted, workDays }: Reference,
  measure: Measure,
  from: number,
  to: number,
): MeasureAnswer {
  const kind = measure === 'outcome' || measure === 'rating' ? 'interaction' : measure
  const within = counted.filter(({ block }) => block.kind === kind && block.first >= from && block.last <= to)
  const left = Array.from(workDays).filter(
    (day) => day >= from && day <= to && within.every(({ block }) => day < block.first || day > block.last),
  )
  return { cell: within.length === 0 ? null : cellOf(within, measure), left: left.length }
}

function cellOf(within: readonly Counted[], measure: Measure): Cell {
  const zeros = () => Array.from({ length: VALUES_OF[measure] }, () => 0)
  const cell = { n: 0, counts: zeros(), alike: zeros(), alikeBlocks: zeros() }
  for (const { told, block } of within) {
    const value = told === null ? undefined : valueFor(measure, told)
    if (value === undefined) continue
    cell.n += 1
    const into = block.alike.has(measure) ? cell.alike : cell.counts
    into[value]! += 1
  }
  for (const block of new Set(within.map((one) => one.block))) {
    const value = block.alike.get(measure)
    if (value !== undefined) cell.alikeBlocks[value]! += 1
  }
  return cell
}
