/** The year of a Dutch contact centre: public holidays, busy months, and how the days of the week feel. */
import { dateOf, dayOfDate, monthOf, weekdayOf } from '../../../src/shared/calendar.ts'

/** Easter Sunday by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, ch. 8). */
export function easterOf(year: number): number {
  const a = year % 19
  const [b, c] = [Math.floor(year / 100), year % 100]
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114
  return dayOfDate(year, Math.floor(f / 31), (f % 31) + 1)
}

/** A public holiday of the Netherlands: a small crew works. */
export function isHoliday(day: number): boolean {
  const { year } = dateOf(day)
  const easter = easterOf(year)
  const kings = dayOfDate(year, 4, 27)
  return [
    dayOfDate(year, 1, 1),
    easter,
    easter + 1,
    weekdayOf(kings) === 7 ? kings - 1 : kings,
    easter + 39,
    easter + 49,
    easter + 50,
    dayOfDate(year, 12, 25),
    dayOfDate(year, 12, 26),
  ].includes(day)
}

/** How many customers come, 1 is usual: January's bills, quiet summers, a rush before Christmas; Mondays above all. */
export function demandOn(day: number): number {
  const byMonth = [1.2, 1.1, 1, 0.95, 0.95, 0.95, 0.8, 0.85, 1, 1.05, 1.15, 1.2]
  const byWeekday = [1.2, 1.05, 1, 1, 0.95, 0.7, 0.5]
  const { month } = dateOf(day)
  return (byMonth[month - 1] ?? 1) * (byWeekday[weekdayOf(day) - 1] ?? 1)
}

/** What the time of year and the day of the week do to everybody's mood, in standard deviations of a person's days. */
export function seasonOn(day: number): number {
  const { year } = dateOf(day)
  // Best at midsummer, worst at midwinter.
  const turn = (2 * Math.PI * (day - dayOfDate(year, 6, 21))) / 365.25
  const byWeekday = [-0.15, -0.05, 0, 0, 0.2, 0.05, 0]
  return 0.15 * Math.cos(turn) + (byWeekday[weekdayOf(day) - 1] ?? 0)
}

/** The last three weeks of a quarter, in which the pulse is asked. */
export function isPulseTime(day: number): boolean {
  const { month } = dateOf(day)
  return month % 3 === 0 && day > monthOf(day).last - 21
}
