/**
 * Somebody who has kept every figure that was ever shown, knows who has worked when, in which channel and queue, and
 * which answers each figure is made of. Only the values are unknown: how many answers of each value somebody gave in a
 * block, a channel and a queue.
 */
import { dayNumber } from '../../../src/shared/calendar.ts'
import { MEASURES, type Cell, type Measure, type PartAnswer } from '../../../src/shared/wire/summaries.ts'
import type { Snapshot } from './collector.ts'
import type { Column, Row } from './linear-algebra.ts'
import { valueFor, VALUES_OF, type Counted, type RefBlock, type Reference } from './reference.ts'

/** A figure: which of its answers are told by value, and which only as almost alike. */
export interface Figure {
  readonly title: string
  readonly measure: Measure
  readonly answers: readonly Counted[]
  /** In parts the almost alike ones are counted with the others. */
  readonly isPart: boolean
}

/** Everything that was shown, each figure once. */
export function figuresOf(snapshots: readonly Snapshot[], reference: Reference): readonly Figure[] {
  const figures = new Map<string, Figure>()
  for (const { windows } of snapshots)
    for (const window of Object.values(windows).flat()) {
      const [from, to] = [dayNumber(window.from), dayNumber(window.to)]
      for (const measure of MEASURES) {
        const kind = measure === 'outcome' || measure === 'rating' ? 'interaction' : measure
        const within = reference.counted.filter(
          ({ block }) => block.kind === kind && block.first >= from && block.last <= to,
        )
        const add = (part: string, cell: Cell | null | undefined, answers: readonly Counted[]) => {
          if (cell === null || cell === undefined) return
          const title = `${measure} of ${window.from} to ${window.to} ${part}`
          figures.set(`${title} ${JSON.stringify(cell)}`, { title, measure, answers, isPart: part !== '' })
        }
        add('', window[measure].cell, within)
        if (measure === 'smiley') continue
        for (const [dimension, parts] of [
          ['channel', window.channels],
          ['queue', window.queues],
        ] as const) {
          const names = new Set(parts.flatMap((one) => (one[measure] === null ? [] : [nameOf(one.part)])))
          for (const part of parts) {
            const name = nameOf(part.part)
            const isOwn = ({ answer, block }: Counted) => {
              const isNamed = block.level !== 'quarter' && names.has(answer[dimension])
              return name === undefined ? !isNamed : isNamed && answer[dimension] === name
            }
            add(`${dimension} ${name ?? part.part.kind}`, part[measure], within.filter(isOwn))
          }
        }
      }
    }
  return Array.from(figures.values())
}

function nameOf(part: PartAnswer['part']): string | null | undefined {
  if (part.kind === 'other') return undefined
  return part.kind === 'none' ? null : part.name
}

/** What the figures say about the unknowns of one kind. */
export class Equations {
  readonly rows: Row[] = []
  readonly columns: (Column & { readonly answers: Set<Counted>; readonly agents: Set<number> })[] = []
  readonly #columns = new Map<string, number>()
  readonly #blocks = new Map<RefBlock, number>()

  constructor(figures: readonly Figure[]) {
    for (const { measure, answers, isPart } of figures) {
      // By value exactly, and of what is almost alike the number.
      const rows = new Map<string, Map<number, bigint>>()
      for (const one of answers) {
        const usual = one.block.alike.get(measure)
        for (
          let value = 0;
          value < (measure === 'outcome' || measure === 'rating' ? 7 : VALUES_OF[measure]);
          value += 1
        ) {
          const own = valueFor(measure, value)
          if (own === undefined) continue
          // Of an exceptional outcome nothing is told, not even that it is there.
          if (measure === 'outcome' && usual !== undefined && own !== usual) continue
          const row = usual === undefined || isPart ? `${usual ?? own}` : `alike ${usual}`
          rows.set(row, (rows.get(row) ?? new Map<number, bigint>()).set(this.#column(one, value), 1n))
        }
      }
      this.rows.push(...rows.values())
    }
  }

  #column(one: Counted, value: number): number {
    const { answer, block } = one
    const blockNo = this.#blocks.get(block) ?? this.#blocks.size
    this.#blocks.set(block, blockNo)
    const key = JSON.stringify([blockNo, answer.channel, answer.queue, value])
    const known = this.#columns.get(key) ?? this.columns.length
    if (known === this.columns.length) {
      this.#columns.set(key, known)
      this.columns.push({ agents: new Set(), answers: new Set() })
    }
    this.columns[known]!.agents.add(answer.agentNo)
    this.columns[known]!.answers.add(one)
    return known
  }
}
