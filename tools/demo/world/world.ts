/**
 * A plausible contact centre over some time, made up from a seed: the same seed gives the same people, days and words,
 * to the byte. Pure: no clock, no disk, no network.
 */
import { dayNumber } from '../../../src/shared/calendar.ts'
import type { WorkDayId } from '../../../src/shared/records.ts'
import type { Random } from '../../../src/shared/statistics/random.ts'
import { createUuidV7 } from '../../../src/main/store/uuid.ts'
import { createAttendance } from './attendance.ts'
import { between, chance, sequenceOf } from './draw.ts'
import { createPersonMood, createTeamMood, strengthOn, troublesOf, type TeamTroubles } from './moods.ts'
import { createPeople, type Person } from './people.ts'
import { createTeams, type WorldTeam } from './teams.ts'
import { workOneDay, type PersonDay } from './work.ts'
import type { WorldLanguage } from './words.ts'

export interface WorldOptions {
  /** 0 to 2³² − 1. */
  readonly seed: number
  readonly teams: number
  /** First and last work day. */
  readonly from: WorkDayId
  readonly to: WorkDayId
  /** Of the first team, and so of whoever looks at it. */
  readonly language: WorldLanguage
}

/** A person's day and when it reaches the collector. */
export interface Arrival {
  readonly day: PersonDay
  /** Whole days since 1970-01-01, like all numbers of days here. */
  readonly arrives: number
  /** A smiley may be given up to three days later. */
  readonly smileyArrives: number
}

export interface World {
  readonly first: number
  readonly last: number
  readonly teams: readonly WorldTeam[]
  readonly people: readonly Person[]
  /** Everybody's work on one day after the other, each as often as it is asked for the same. */
  days(): Iterable<{ readonly day: number; readonly work: readonly Arrival[] }>
}

/** @throws RangeError when a day or the seed is none, or there are no days or teams */
export function createWorld({ seed, teams: count, from, to, language }: WorldOptions): World {
  const span = { first: dayNumber(from), last: dayNumber(to) }
  if (span.first > span.last) throw new RangeError(`from is ${from}, after to, which is ${to}`)
  if (!Number.isInteger(count) || count < 1) throw new RangeError(`teams is ${count}, not 1 or more`)
  const teams = createTeams(count, language)
  const people = createPeople(teams, span, seed)
  return {
    ...span,
    teams,
    people,
    *days() {
      const moods = teams.map(({ no }) => createTeamMood(no, span, seed))
      const troubles = teams.map(({ no }) => troublesOf(no, span, seed))
      const lives = people.map((person) => createLife(person, seed))
      for (let day = span.first; day <= span.last; day += 1) {
        const work = lives.flatMap((live) => {
          const stay = live.person.stays.find(({ first, last }) => day >= first && day <= last)
          const team = teams[stay?.team ?? -1]
          const trouble = troubles[stay?.team ?? -1]
          if (team === undefined || trouble === undefined) return []
          const arrival = live.on(day, team, moods[team.no]?.(day) ?? 0, trouble)
          return arrival === undefined ? [] : [arrival]
        })
        yield { day, work }
      }
    },
  }
}

/** A person's days, one after the other. */
function createLife(person: Person, seed: number) {
  const random = sequenceOf(seed, `days of ${person.no}`)
  const works = createAttendance(person, sequenceOf(seed, `attendance of ${person.no}`))
  const mood = createPersonMood(random)
  const ids = sequenceOf(seed, `ids of ${person.no}`)
  let today = 0
  const newId = createUuidV7(
    () => today * 86_400_000,
    undefined,
    (size) => bytesOf(ids, size),
  )
  let answered = ''
  return {
    person,
    on(day: number, team: WorldTeam, shared: number, troubles: TeamTroubles): Arrival | undefined {
      const own = mood()
      if (!works(day)) return undefined
      today = day
      const done = workOneDay(person, random, {
        day,
        team,
        mood: person.spirit + own + shared,
        outage: strengthOn(troubles.outages, day) < 0,
        asksPulse: answered !== quarterKey(day),
        newId,
      })
      if (done.pulse !== null) answered = quarterKey(day)
      const offline = troubles.offline.find(({ first, last }) => day >= first && day <= last)
      const arrives = offline === undefined ? day : offline.last + 1
      const late = chance(random, 0.08) ? between(random, 1, 3) : 0
      return { day: done, arrives, smileyArrives: Math.max(arrives, day + late) }
    },
  }
}

function bytesOf(random: Random, size: number): Buffer {
  return Buffer.from(Array.from({ length: size }, () => Math.floor(random() * 256)))
}

function quarterKey(day: number): string {
  const date = new Date(day * 86_400_000)
  return `${date.getUTCFullYear()}-${Math.floor(date.getUTCMonth() / 3)}`
}
