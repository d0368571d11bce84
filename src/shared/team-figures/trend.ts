/** A measure over the windows of a summary, and the newest of them beside the one before. */
import type { WorkDayId } from '../records.ts'
import type { WindowAnswer } from '../wire/summaries.ts'
import type { Change } from './change.ts'
import { shareFigure, type Figure } from './figure.ts'
import { changeOf, figureOf, type ShownMeasure } from './measures.ts'

export interface TrendPoint {
  /** First and last work day of the window. */
  readonly from: WorkDayId
  readonly to: WorkDayId
  /**
   * `shown`: `figure` is there. `hidden`: it was a work day, or some, and nothing of the measure can be shown.
   * `empty`: no day on which enough people left anything.
   */
  readonly state: 'shown' | 'hidden' | 'empty'
  readonly figure: Figure | undefined
  /** Rated of the interactions that ended; `undefined` where that can't be shown. */
  readonly completion: Figure | undefined
  /** Work days of which something isn't in it. */
  readonly left: number
}

export interface Trend {
  /** Oldest first; windows without a work day are left out. */
  readonly points: readonly TrendPoint[]
  /** The newest window with a work day. */
  readonly newest: TrendPoint | undefined
  /** The newest beside the window before it; `undefined` when one of the two can't be shown. */
  readonly change: Change | undefined
  /** The window before, whether or not it can be shown. */
  readonly before: TrendPoint | undefined
}

/**
 * Of one measure, as the collector told the windows.
 * @param windows oldest first, closed ones only
 * @param most of the points, the newest; older windows aren't worked out
 */
export function trendOf(
  measure: ShownMeasure,
  windows: readonly WindowAnswer[],
  most = Number.POSITIVE_INFINITY,
): Trend {
  const told: { readonly window: WindowAnswer; readonly point: TrendPoint }[] = []
  for (const window of windows.toReversed()) {
    if (told.length >= most) break
    const point = pointOf(measure, window)
    if (point.state !== 'empty') told.push({ window, point })
  }
  const [newest, before] = told
  const [now, then] = [newest?.window[measure].cell, before?.window[measure].cell]
  return {
    points: told.map(({ point }) => point).toReversed(),
    newest: newest?.point,
    before: before?.point,
    change: now && then ? changeOf(measure, now, then) : undefined,
  }
}

/** A measure of one window. */
export function pointOf(measure: ShownMeasure, window: WindowAnswer): TrendPoint {
  const { cell, left } = window[measure]
  const figure = cell === null ? undefined : figureOf(measure, cell)
  const state = figure !== undefined ? 'shown' : isWorked(window) ? 'hidden' : 'empty'
  return { from: window.from, to: window.to, state, figure, left, completion: completionOf(window) }
}

/** Rated of the interactions that ended. */
export function completionOf({ outcome }: Pick<WindowAnswer, 'outcome'>): Figure | undefined {
  return outcome.cell === null ? undefined : shareFigure(outcome.cell)
}

/** Whether the window has a day on which enough people left something, shown or not. */
function isWorked(window: WindowAnswer): boolean {
  return (['outcome', 'rating', 'solved', 'smiley'] as const).some(
    (measure) => window[measure].cell !== null || window[measure].left > 0,
  )
}
