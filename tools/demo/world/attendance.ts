/** On which days a person works: the week, Saturdays, public holidays, holidays of their own, illness. */
import { dateOf, dayOfDate, weekOf, weekdayOf } from '../../../src/shared/calendar.ts'
import type { Random } from '../../../src/shared/statistics/random.ts'
import { isHoliday } from './almanac.ts'
import { between, chance } from './draw.ts'
import type { Person } from './people.ts'

interface Away {
  readonly first: number
  readonly last: number
}

/** Says for one day after the other whether a person works. */
export function createAttendance(person: Person, random: Random): (day: number) => boolean {
  const holidays = new Map<number, readonly Away[]>()
  const holidaysOf = (year: number): readonly Away[] => {
    const known = holidays.get(year) ?? planHolidays(random, year)
    holidays.set(year, known)
    return known
  }
  let illUntil = 0
  return (day) => {
    const weekday = weekdayOf(day)
    const saturday = person.saturdays && weekday === 6 && (weekOf(day).first / 7) % 2 < 1
    if (!saturday && !person.weekdays.includes(weekday)) return false
    if (day <= illUntil) return false
    // The same numbers are drawn whatever comes of them.
    const [fallsIll, nights, crew] = [chance(random, 0.011), between(random, 0, 6), chance(random, 0.25)]
    if (fallsIll) illUntil = day + nights
    if (fallsIll) return false
    if (isHoliday(day) && !crew) return false
    return !holidaysOf(dateOf(day).year).some(({ first, last }) => day >= first && day <= last)
  }
}

/** Two or three weeks in summer, which a team spreads, a week in spring, one in autumn or at Christmas. */
function planHolidays(random: Random, year: number): Away[] {
  const begin = (month: number, weeks: number, within: number): Away => {
    const { first } = weekOf(dayOfDate(year, month, 1) + 7 * between(random, 0, within))
    return { first, last: first + 7 * weeks - 1 }
  }
  return [
    begin(6, between(random, 2, 3), 11),
    begin(2, 1, 12),
    chance(random, 0.5) ? begin(10, 1, 4) : begin(12, 1, 3),
  ]
}
