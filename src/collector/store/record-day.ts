/** The day of a record that decides about its team and about retention. */
import { dayNumber, lastDayOfQuarter } from './days.ts'
import { remembering } from './remember.ts'
import type { IngestEvent } from './thread/request-codec.ts'

const DAYS_KNOWN = 1000

/**
 * Returns the function that reads the work day of a record; for a pulse the last day of its quarter.
 * @throws RangeError (the function) when there is none
 */
export function createDayReader(): (event: IngestEvent) => number {
  const workDay = remembering(DAYS_KNOWN, dayNumber)
  const quarterEnd = remembering(DAYS_KNOWN, lastDayOfQuarter)
  return (event) => {
    const text = event.kind === 'pulse' ? event.quarter : event.workDay
    const day = event.kind === 'pulse' ? quarterEnd(text) : workDay(text)
    if (Number.isNaN(day)) throw new RangeError(`The record ${event.recordId} has no work day: ${text}.`)
    return day
  }
}
