/** Each day beside what was usual for this person until then. */
import type { WorkDayId } from '../../shared/records.ts'
import { SHARE_SCALE, type Scale } from '../../shared/statistics/interval.ts'
import { ownRanges, type DaySums, type RangedDay } from '../../shared/statistics/own-range.ts'
import { LEAST_BASELINE_DAYS } from '../../shared/statistics/robust.ts'
import { sumsOfShare } from '../../shared/statistics/sums.ts'
import type { DaySummary } from '../../shared/views.ts'
import { ratingSums } from './figures.ts'

/** By work day, from the first that is shown on; days without answers aren't there. */
export type Usual = ReadonlyMap<WorkDayId, RangedDay>

/**
 * In points of the scale 1–5.
 * @param history oldest first, the days before those that are shown too
 * @param from the first day that is shown
 */
export function usualRating(history: readonly DaySummary[], from: WorkDayId): Usual {
  return usualOf(
    history.map((day) => ({ workDay: day.workDay, ...ratingSums(day) })),
    from,
  )
}

/** Shares, 0–1; parameters as `usualRating`. */
export function usualSolved(history: readonly DaySummary[], from: WorkDayId): Usual {
  const days = history.map(({ workDay, solvedYes, solvedNo }) => ({
    workDay,
    ...sumsOfShare(solvedYes, solvedYes + solvedNo),
  }))
  return usualOf(days, from, SHARE_SCALE)
}

/**
 * Shares, 0–1; parameters as `usualRating`.
 * @param today is left out: it isn't over, and what waits can still be rated
 */
export function usualCompletion(history: readonly DaySummary[], from: WorkDayId, today: WorkDayId): Usual {
  const closed = history.filter(({ workDay }) => workDay < today)
  const days = closed.map(({ workDay, rated, ended }) => ({ workDay, ...sumsOfShare(rated, ended) }))
  return usualOf(days, from, SHARE_SCALE)
}

function usualOf(days: readonly DaySums[], from: WorkDayId, scale?: Scale): Usual {
  const needed = days.slice(firstNeeded(days, from))
  const ranged = ownRanges(needed, scale === undefined ? {} : { scale })
  return new Map(ranged.filter(({ workDay }) => workDay >= from).map((day) => [day.workDay, day]))
}

/** Where the baseline of the first shown day begins: older days change nothing, and a year of them takes its time. */
function firstNeeded(days: readonly DaySums[], from: WorkDayId): number {
  let at = days.findIndex(({ workDay }) => workDay >= from)
  if (at === -1) return days.length
  for (let missing = LEAST_BASELINE_DAYS; at > 0 && missing > 0;) {
    at -= 1
    if ((days[at]?.n ?? 0) > 0) missing -= 1
  }
  return at
}
