/**
 * The work day: which day an instant belongs to, when its shift begins and ends. Pure functions over `Temporal`.
 *
 * A work day doesn't turn at midnight but half-way between the end of one shift and the start of the next, so that
 * overtime past midnight and night shifts belong to the day on which the shift began: 09:00–17:00 turns at 01:00,
 * 22:00–06:00 at 14:00. The turn is fixed as an instant for each date, so that an hour which the clock repeats
 * can't take the day back (docs/decisions/0003-work-day.md).
 */
import type { TimeSpan } from './settings.ts'
import type { WorkDayId } from './records.ts'

const DAY_MINUTES = 24 * 60

/**
 * The work day an instant belongs to.
 * @param at epoch milliseconds
 * @param timeZone IANA zone
 * @throws RangeError when the zone is unknown
 */
export function workDayOf(at: number, timeZone: string, shift: TimeSpan): WorkDayId {
  const instant = Temporal.Instant.fromEpochMilliseconds(at)
  // The turn lies at most a day after midnight of the calendar day, so the answer is that day or the one before;
  // a day later is tried too, for zones that have skipped a date.
  let day = instant.toZonedDateTimeISO(timeZone).toPlainDate().add({ days: 1 })
  while (turnOf(day, timeZone, shift) > at) day = day.subtract({ days: 1 })
  return day.toString()
}

/** Start of a shift in epoch milliseconds. */
export function shiftStart(day: WorkDayId, timeZone: string, shift: TimeSpan): number {
  return wallInstant(Temporal.PlainDate.from(day), minutesOf(shift.start), timeZone)
}

/** End of a shift in epoch milliseconds; on the next date for a shift past midnight. */
export function shiftEnd(day: WorkDayId, timeZone: string, shift: TimeSpan): number {
  const start = minutesOf(shift.start)
  const end = minutesOf(shift.end)
  return wallInstant(Temporal.PlainDate.from(day), end > start ? end : end + DAY_MINUTES, timeZone)
}

/** The instant at which a work day begins, in epoch milliseconds. */
export function workDayStart(day: WorkDayId, timeZone: string, shift: TimeSpan): number {
  return turnOf(Temporal.PlainDate.from(day), timeZone, shift)
}

/** Whether the shift is worked on the weekday of this day (ISO weekdays, 1 = Monday). */
export function isScheduled(day: WorkDayId, weekdays: readonly number[]): boolean {
  return weekdays.includes(Temporal.PlainDate.from(day).dayOfWeek)
}

/** The day `days` calendar days later (or earlier, when negative). */
export function addDays(day: WorkDayId, days: number): WorkDayId {
  return Temporal.PlainDate.from(day).add({ days }).toString()
}

/** The same date a year earlier; 28 February for the 29th. */
export function yearBefore(day: WorkDayId): WorkDayId {
  return Temporal.PlainDate.from(day).subtract({ years: 1 }).toString()
}

export function firstOfMonth(day: WorkDayId): WorkDayId {
  return Temporal.PlainDate.from(day).with({ day: 1 }).toString()
}

/** The `count` scheduled work days up to and including `last`, oldest first. Empty when no weekday is worked. */
export function lastScheduledDays(last: WorkDayId, count: number, weekdays: readonly number[]): WorkDayId[] {
  const days: WorkDayId[] = []
  if (weekdays.length === 0) return days
  for (let day = last; days.length < count; day = addDays(day, -1)) {
    if (isScheduled(day, weekdays)) days.unshift(day)
  }
  return days
}

/** Whether a wall-clock time of the instant falls into the span. */
export function isWithin(at: number, timeZone: string, span: TimeSpan): boolean {
  const now = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone)
  const minute = now.hour * 60 + now.minute
  const start = minutesOf(span.start)
  const end = minutesOf(span.end)
  return end > start ? minute >= start && minute < end : minute >= start || minute < end
}

function turnOf(day: Temporal.PlainDate, timeZone: string, shift: TimeSpan): number {
  const start = minutesOf(shift.start)
  const end = minutesOf(shift.end)
  const length = end > start ? end - start : end - start + DAY_MINUTES
  return wallInstant(day, start - Math.floor((DAY_MINUTES - length) / 2), timeZone)
}

/** Wall-clock minutes after midnight of a date as an instant; a time that doesn't exist moves forward (RFC 5545). */
function wallInstant(day: Temporal.PlainDate, minutes: number, timeZone: string): number {
  return day.toPlainDateTime().add({ minutes }).toZonedDateTime(timeZone, { disambiguation: 'compatible' })
    .epochMilliseconds
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}
