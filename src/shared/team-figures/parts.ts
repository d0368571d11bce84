/** Channels or queues of one month or quarter, most answers first, "other" last. */
import type { PartAnswer } from '../wire/summaries.ts'
import { meanFigure, shareFigure, type Figure } from './figure.ts'

export interface PartRow {
  readonly part: PartAnswer['part']
  readonly solved: Figure | undefined
  readonly rating: Figure | undefined
  readonly completion: Figure | undefined
}

export function partRows(parts: readonly PartAnswer[]): PartRow[] {
  return parts
    .map(({ part, outcome, rating, solved }) => ({
      part,
      solved: solved === null ? undefined : shareFigure(solved),
      rating: rating === null ? undefined : meanFigure(rating),
      completion: outcome === null ? undefined : shareFigure(outcome),
    }))
    .sort((one, two) => isOther(one) - isOther(two) || answersOf(two) - answersOf(one))
}

function isOther({ part }: PartRow): number {
  return part.kind === 'other' ? 1 : 0
}

function answersOf({ completion, rating, solved }: PartRow): number {
  return completion?.n ?? rating?.n ?? solved?.n ?? 0
}
