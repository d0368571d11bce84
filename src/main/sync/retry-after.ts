/** `Retry-After` (RFC 9110, 10.2.3). */

/** A longer wait is a mistake of somebody; whoever presses "try again" doesn't wait at all. */
const MOST_MS = 60 * 60 * 1000

/**
 * How long to wait, in ms, at most an hour; `undefined` when the header is missing or can't be read.
 * @param date the answer's own `Date`, epoch ms: a date is meant by the clock of whoever wrote it, which isn't ours
 */
export function parseRetryAfter(value: string | null, date: number): number | undefined {
  if (value === null) return undefined
  const text = value.trim()
  // The parser of dates takes much for one; all three forms of HTTP begin with the name of a weekday.
  const isDate = /^[A-Z][a-z]+,? /.test(text)
  const ms = /^\d{1,15}$/.test(text) ? Number(text) * 1000 : isDate ? Date.parse(text) - date : Number.NaN
  if (Number.isNaN(ms)) return undefined
  return Math.min(Math.max(ms, 0), MOST_MS)
}
