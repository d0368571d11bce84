/** The figures of work days, by one index scan. */
import type { Database } from 'better-sqlite3'

import type { Smiley, WorkDayId } from '../../shared/records.ts'
import { emptyDay } from '../../shared/views.ts'
import type { DaySummary } from '../../shared/views.ts'
import type { Guard } from './errors.ts'

export interface SummaryStore {
  /**
   * One entry for every work day of the span (both ends included) that was opened or on which an interaction ended,
   * oldest first. What was removed isn't counted. Five years (75,000 interactions) take less than a frame.
   */
  days(from: WorkDayId, to: WorkDayId): DaySummary[]
}

interface TallyRow {
  readonly work_day: string
  readonly tally: number
  readonly n: number
}

/** `tally` is explained in migrations/0001-interactions.ts. */
export function createSummary(db: Database, guard: Guard): SummaryStore {
  const tallies = db.prepare<[from: string, to: string], TallyRow>(
    `SELECT work_day, tally, count(*) AS n FROM interactions
     WHERE work_day BETWEEN ? AND ? AND tally >= 0 GROUP BY work_day, tally`,
  )
  const smileys = db.prepare<[from: string, to: string], { work_day: string; smiley: Smiley | null }>(
    'SELECT work_day, smiley FROM days WHERE deleted = 0 AND work_day BETWEEN ? AND ? ORDER BY work_day',
  )
  return {
    days: (from, to) =>
      guard(() => {
        const days = new Map<WorkDayId, Tally>()
        for (const { work_day, tally, n } of tallies.all(from, to)) count(dayOf(days, work_day), tally, n)
        for (const { work_day, smiley } of smileys.all(from, to)) dayOf(days, work_day).smiley = smiley
        return [...days.values()].sort((a, b) => (a.workDay < b.workDay ? -1 : 1))
      }),
  }
}

type Tally = { -readonly [K in keyof DaySummary]: K extends 'ratings' ? [...DaySummary[K]] : DaySummary[K] }

function dayOf(days: Map<WorkDayId, Tally>, workDay: WorkDayId): Tally {
  const known = days.get(workDay)
  if (known !== undefined) return known
  const day: Tally = { ...emptyDay(workDay), ratings: [0, 0, 0, 0, 0] }
  days.set(workDay, day)
  return day
}

function count(day: Tally, tally: number, n: number): void {
  day.ended += n
  if (tally === 0) day.waiting += n
  else if (tally === 1) day.skipped += n
  else if (tally === 2) day.expired += n
  else {
    day.rated += n
    const index = Math.floor(tally / 10) - 1
    day.ratings[index] = (day.ratings[index] ?? 0) + n
    if (tally % 10 === 1) day.solvedYes += n
    else if (tally % 10 === 2) day.solvedNo += n
  }
}
