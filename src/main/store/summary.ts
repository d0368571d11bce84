/** The figures of work days, by one index scan. */
import type { Database } from 'better-sqlite3'

import type { Smiley, WorkDayId } from '../../shared/records.ts'
import type { DaySummary } from '../../shared/views.ts'
import type { Guard } from './errors.ts'
import { addTally, emptyTally, type Tally } from './tally.ts'

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
        const days = new Map<WorkDayId, Day>()
        for (const { work_day, tally, n } of tallies.all(from, to)) addTally(dayOf(days, work_day), tally, n)
        for (const { work_day, smiley } of smileys.all(from, to)) dayOf(days, work_day).smiley = smiley
        return [...days.values()].sort((a, b) => (a.workDay < b.workDay ? -1 : 1))
      }),
  }
}

type Day = Tally & { readonly workDay: WorkDayId; smiley: Smiley | null }

function dayOf(days: Map<WorkDayId, Day>, workDay: WorkDayId): Day {
  const known = days.get(workDay)
  if (known !== undefined) return known
  const day: Day = { workDay, ...emptyTally(), smiley: null }
  days.set(workDay, day)
  return day
}
