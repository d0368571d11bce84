/** How old what is shown is, in the largest unit that says enough. */

export interface Age {
  readonly unit: 'moment' | 'minutes' | 'hours' | 'days'
  readonly n: number
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** @param since, now epoch ms; a clock that was set back makes it no younger than a moment */
export function ageOf(since: number, now: number): Age {
  const past = Math.max(0, now - since)
  if (past < MINUTE) return { unit: 'moment', n: 0 }
  if (past < HOUR) return { unit: 'minutes', n: Math.floor(past / MINUTE) }
  return past < DAY
    ? { unit: 'hours', n: Math.floor(past / HOUR) }
    : { unit: 'days', n: Math.floor(past / DAY) }
}
