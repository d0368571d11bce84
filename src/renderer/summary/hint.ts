/** The private early hint: whether the own ratings have gone down and stayed down. Worked out here, told to nobody. */
import { dayNumber } from '../../shared/calendar.ts'
import type { WorkDayId } from '../../shared/records.ts'
import { downwardEwma, type EwmaLimit } from '../../shared/statistics/ewma.ts'
import { LEAST_BASELINE_DAYS } from '../../shared/statistics/robust.ts'
import type { DaySummary } from '../../shared/views.ts'
import { ratingSums } from './figures.ts'

/** The quieter of the two: a hint about oneself that comes without cause does harm. */
export const HINT_LIMIT: EwmaLimit = 3

/** After so many calendar days without ratings there is nothing to say about now. */
const FRESH_DAYS = 14

export type Hint =
  /** So many more days with ratings until anything can be called usual. */
  | { readonly s: 'learning'; readonly missing: number }
  | { readonly s: 'quiet' }
  /** Lower than usual; it says so since the close of this day. */
  | { readonly s: 'signals'; readonly since: WorkDayId }

/**
 * Of the days before today: one bad call in the morning must not bring it up at noon.
 * Of ratings alone: for single smileys the EWMA has false alarms three times as often (see ewma.ts).
 * @param history in any order
 */
export function hintOf(history: readonly DaySummary[], today: WorkDayId): Hint {
  const days = history
    .filter(({ workDay }) => workDay < today)
    .map((day) => ({ workDay: day.workDay, ...ratingSums(day) }))
  const averages = downwardEwma(days, { limit: HINT_LIMIT })
  const last = averages.at(-1)
  if (last === undefined) {
    const rated = days.filter(({ n }) => n > 0).length
    return { s: 'learning', missing: Math.max(1, LEAST_BASELINE_DAYS + 1 - rated) }
  }
  const isFresh = dayNumber(today) - dayNumber(last.workDay) < FRESH_DAYS
  if (!last.signals || !isFresh) return { s: 'quiet' }
  const quiet = averages.findLastIndex(({ signals }) => !signals)
  return { s: 'signals', since: averages[quiet + 1]?.workDay ?? last.workDay }
}
