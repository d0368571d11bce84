/** What everybody does in the month, day by day, and what that comes to by week: counted plainly, from the script alone. */
import { dayText, weekdayOf, weekOf } from '../../src/shared/calendar.ts'
import type { Rating } from '../../src/shared/records.ts'

export const PEOPLE = ['Anna', 'Bram', 'Chris', 'Daan', 'Eva'] as const
/** Comes when the month is half over. */
export const NEWCOMER = 4
const WEEKS = 5
/** Weeks that the newcomer isn't there. */
const WEEKS_OF_FOUR = 2

export interface Deed {
  /** `null`: left unrated. */
  readonly rating: Rating | null
  readonly solved: boolean | null
}

export interface ScriptedDay {
  readonly person: number
  readonly day: number
  readonly deeds: readonly Deed[]
  readonly isHappy: boolean
}

/** Everybody on every weekday of five weeks, of which the last is the last that is closed; the newcomer from the third on. */
export function scriptMonth(closedTo: number): readonly ScriptedDay[] {
  const lastWeek = weekdayOf(closedTo) === 7 ? weekOf(closedTo) : weekOf(closedTo - 7)
  const first = lastWeek.first - 7 * (WEEKS - 1)
  const days = Array.from({ length: WEEKS * 7 }, (_, n) => first + n).filter((day) => weekdayOf(day) <= 5)
  return days.flatMap((day) =>
    PEOPLE.flatMap((_, person) =>
      person === NEWCOMER && day < first + 7 * WEEKS_OF_FOUR ? [] : [dayOf(person, day)],
    ),
  )
}

/** Mixed, so that no two weeks are the same, nothing is nearly all alike, and nobody has more than half of anything. */
function dayOf(person: number, day: number): ScriptedDay {
  const ratings = [5, 3, 4, 2, 4, 1, 5] as const
  const deeds = Array.from({ length: 4 + ((person + day) % 2) }, (_, n): Deed => {
    const mark = person * 3 + day + n * 2
    if (n === 0 && (person + day) % 3 === 0) return { rating: null, solved: null }
    return {
      rating: ratings[mark % ratings.length] ?? 3,
      solved: mark % 5 === 0 ? null : mark % 3 !== 0,
    }
  })
  return { person, day, deeds, isHappy: (person + Math.floor(day / 2)) % 5 > 1 }
}

/** A week as the team's window has it. */
export interface Week {
  readonly from: string
  readonly people: number
  readonly solved: Share
  readonly rating: { readonly mean: number; readonly n: number }
  readonly happy: Share
}
interface Share {
  readonly share: number
  readonly n: number
}

/** Newest first. */
export function recount(days: readonly ScriptedDay[]): readonly Week[] {
  const weeks = Map.groupBy(days, ({ day }) => weekOf(day).first)
  return Array.from(weeks)
    .sort(([a], [b]) => b - a)
    .map(([first, own]) => {
      const deeds = own.flatMap((one) => one.deeds)
      const ratings = deeds.flatMap(({ rating }) => rating ?? [])
      return {
        from: dayText(first),
        people: new Set(own.map(({ person }) => person)).size,
        solved: shareOf(deeds.flatMap(({ solved }) => solved ?? [])),
        rating: {
          mean: ratings.reduce((sum: number, one) => sum + one, 0) / ratings.length,
          n: ratings.length,
        },
        happy: shareOf(own.map(({ isHappy }) => isHappy)),
      }
    })
}

function shareOf(answers: readonly boolean[]): Share {
  return { share: answers.filter(Boolean).length / answers.length, n: answers.length }
}
