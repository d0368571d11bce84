/** Channels and queues of a window as they were told, beside what a plain count of the answers comes to. */
import { dayNumber } from '../../../src/shared/calendar.ts'
import type { Measure, PartAnswer, WindowAnswer } from '../../../src/shared/wire/summaries.ts'
import { valueFor, VALUES_OF, type Counted, type Reference } from './reference.ts'

export function daysOf({ from, to }: WindowAnswer): [from: number, to: number] {
  return [dayNumber(from), dayNumber(to)]
}

/** What was told by parts of each measure, and what a plain count comes to. */
export function partsOf(reference: Reference, window: WindowAnswer) {
  const [from, to] = daysOf(window)
  return (['outcome', 'rating', 'solved'] as const).flatMap((measure) => {
    const kind = measure === 'solved' ? 'solved' : 'interaction'
    const within = reference.counted.filter(
      ({ block }) => block.kind === kind && block.first >= from && block.last <= to,
    )
    return (
      [
        ['channel', window.channels],
        ['queue', window.queues],
      ] as const
    ).flatMap(([dimension, all]) => {
      const parts = all.filter((part) => part[measure] !== null)
      if (parts.length === 0) return []
      const names = new Set(parts.flatMap(({ part }) => nameOf(part)))
      // What only the quarter could tell is with the rest.
      const isRest = ({ answer, block }: Counted) =>
        block.level === 'quarter' || !names.has(answer[dimension])
      const counted = parts.map(({ part }) => {
        const [name] = nameOf(part)
        const isOwn = (one: Counted) =>
          name === undefined ? isRest(one) : !isRest(one) && one.answer[dimension] === name
        return countOf(within.filter(isOwn), measure)
      })
      const shown = parts.map(({ [measure]: cell }) => ({ n: cell?.n, counts: cell?.counts }))
      return [{ shown, counted, whole: window[measure].cell?.n }]
    })
  })
}

function nameOf(part: PartAnswer['part']): (string | null)[] {
  if (part.kind === 'other') return []
  return [part.kind === 'none' ? null : part.name]
}

function countOf(own: readonly Counted[], measure: Measure): { n: number; counts: number[] } {
  const values = own.flatMap(({ told }) => (told === null ? [] : (valueFor(measure, told) ?? [])))
  return {
    n: values.length,
    counts: Array.from(
      { length: VALUES_OF[measure] },
      (_, value) => values.filter((one) => one === value).length,
    ),
  }
}
