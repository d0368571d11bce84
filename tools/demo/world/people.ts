/** Who works in which team, from when until when: people join, leave and change teams. */
import { dateOf, monthOf } from '../../../src/shared/calendar.ts'
import type { Random } from '../../../src/shared/statistics/random.ts'
import { between, chance, clamp, normal, pick, sequenceOf } from './draw.ts'
import type { WorldTeam } from './teams.ts'

export const LEAST_TEAM = 6
export const MOST_TEAM = 14

/** A stay in a team, up to and with the last day; the last stay of somebody who is still there ends with the world. */
export interface Stay {
  readonly team: number
  readonly first: number
  last: number
}

export interface Person {
  readonly no: number
  /** In the order of time. */
  readonly stays: [Stay, ...Stay[]]
  /** ISO weekdays on which this person works. */
  readonly weekdays: readonly number[]
  /** Works every second Saturday. */
  readonly saturdays: boolean
  /** Work begins at this minute of the day. */
  readonly startMinute: number
  /** Interactions of an ordinary day. */
  readonly pace: number
  /** Of the interactions, how many this person rates; of the days, how many get a smiley; 0–1. */
  readonly candour: number
  /** What this person's ratings usually are, above or below the others'. */
  readonly lenience: number
  /** How this person usually feels, in standard deviations. */
  readonly spirit: number
  /** Works from here first of all: the person whose widget is shown. */
  readonly isLead: boolean
}

const WEEKS: readonly [readonly number[], ...(readonly number[])[]] = [
  [1, 2, 3, 4, 5],
  [1, 2, 3, 4, 5],
  [1, 2, 4, 5],
  [1, 2, 3, 4],
  [2, 3, 4, 5],
  [1, 3, 5],
]

/** Everybody who was there in the span, in the order in which they came. The first is the first team's lead. */
export function createPeople(
  teams: readonly WorldTeam[],
  span: { readonly first: number; readonly last: number },
  seed: number,
): Person[] {
  const random = sequenceOf(seed, 'people')
  const people: Person[] = []
  const hire = (team: number, first: number): void => {
    people.push(createPerson(people.length, { team, first, last: span.last }, seed))
  }
  for (const { no, size } of teams) {
    const start = clamp(size + between(random, -1, 2), LEAST_TEAM, MOST_TEAM)
    for (let n = 0; n < start; n += 1) hire(no, span.first)
  }
  const inTeam = (team: number): Person[] =>
    people.filter(({ stays }) => stays.at(-1)?.team === team && stays.at(-1)?.last === span.last)
  for (let day = monthOf(span.first).last + 1; day <= span.last; day = monthOf(day).last + 1) {
    for (const { no } of teams) letGo(random, inTeam(no), day)
    if (dateOf(day).month % 4 === 0) moveOne(random, teams, inTeam, { day, last: span.last })
    for (const { no, size } of teams) {
      const missing = size - inTeam(no).length
      if (inTeam(no).length < LEAST_TEAM || chance(random, 0.45 * missing)) hire(no, day)
    }
  }
  return people
}

/** About one of four people in a year; a lead stays. */
function letGo(random: Random, members: readonly Person[], day: number): void {
  const leaving = members.filter(({ isLead }) => chance(random, 0.022) && !isLead)
  for (const { stays } of leaving.slice(0, members.length - LEAST_TEAM)) {
    const stay = stays.at(-1)
    if (stay !== undefined && stay.first < day) stay.last = day - 1
  }
}

/** Somebody goes to another team. */
function moveOne(
  random: Random,
  teams: readonly WorldTeam[],
  inTeam: (team: number) => readonly Person[],
  { day, last }: { readonly day: number; readonly last: number },
): void {
  const from = teams.filter(({ no }) => inTeam(no).length > LEAST_TEAM)
  const [source] = from.splice(between(random, 0, Math.max(0, from.length - 1)), 1)
  const to = teams.filter(({ no }) => no !== source?.no && inTeam(no).length < MOST_TEAM)
  const [target, ...others] = to
  if (source === undefined || target === undefined) return
  const [first, ...more] = inTeam(source.no).filter(({ isLead }) => !isLead)
  if (first === undefined) return
  const { stays } = pick(random, [first, ...more])
  const stay = stays.at(-1)
  if (stay === undefined || stay.first >= day) return
  stay.last = day - 1
  stays.push({ team: pick(random, [target, ...others]).no, first: day, last })
}

function createPerson(no: number, stay: Stay, seed: number): Person {
  const random = sequenceOf(seed, `person ${no}`)
  const isLead = no === 0
  return {
    no,
    stays: [stay],
    weekdays: isLead ? WEEKS[0] : pick(random, WEEKS),
    saturdays: !isLead && chance(random, 0.35),
    startMinute: pick(random, [8, 8.5, 9, 9, 10, 12]) * 60,
    // A lead takes part, but has other things to do.
    pace: isLead ? 5 : clamp(normal(random, 14, 3), 7, 22),
    candour: clamp(normal(random, 0.79, 0.07), 0.6, 0.93),
    lenience: normal(random, 0, 0.3),
    spirit: normal(random, 0, 0.35),
    isLead,
  }
}
