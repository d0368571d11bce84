/** "My view" from the records of this computer; part of the composition root. */
import type { OwnView } from '../shared/own-view.ts'
import type { WorkDayId } from '../shared/records.ts'
import type { Settings } from '../shared/settings.ts'
import { emptyDay } from '../shared/views.ts'
import { addDays, firstOfMonth, lastScheduledDays, yearBefore } from '../shared/work-day.ts'
import type { Store } from './store/index.ts'

/** Work days that are looked at closely. */
const DAYS = 30
/** Before the year that the calendar shows: what the own normal range and the early hint begin with. */
const BEFORE_DAYS = 120

/** Two index scans, and the rows of some weeks: five years of records take less than a frame. */
export function ownView(
  { summary, parts }: Pick<Store, 'summary' | 'parts'>,
  today: WorkDayId,
  { workWeekdays, earlyHint }: Pick<Settings, 'workWeekdays' | 'earlyHint'>,
): OwnView {
  const history = summary.days(firstOfMonth(addDays(yearBefore(today), -BEFORE_DAYS)), today)
  const known = new Map(history.map((day) => [day.workDay, day]))
  const scheduled = lastScheduledDays(today, DAYS, workWeekdays)
  // Work on other days counts too, and pushes out the oldest.
  const days = [...new Set([...scheduled, ...known.keys()])].sort().slice(-DAYS)
  const from = days[0] ?? today
  return {
    today,
    days: days.map((workDay) => known.get(workDay) ?? emptyDay(workDay)),
    history,
    channels: parts.channels(from, today),
    queues: parts.queues(from, today),
    reasons: parts.reasons(from, today),
    earlyHint,
  }
}
