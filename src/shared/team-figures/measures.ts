/** The three figures of a window, share solved first. Handle time is nowhere. */
import type { Cell } from '../wire/summaries.ts'
import { meanChange, shareChange, type Change } from './change.ts'
import { meanFigure, shareFigure, type Figure } from './figure.ts'

export const SHOWN_MEASURES = ['solved', 'rating', 'smiley'] as const
export type ShownMeasure = (typeof SHOWN_MEASURES)[number]

/** @returns `undefined` without answers */
export function figureOf(measure: ShownMeasure, cell: Cell): Figure | undefined {
  return measure === 'rating' ? meanFigure(cell) : shareFigure(cell)
}

/** @returns `undefined` when one of the two has no answers */
export function changeOf(measure: ShownMeasure, now: Cell, before: Cell): Change | undefined {
  return measure === 'rating' ? meanChange(now, before) : shareChange(now, before)
}
