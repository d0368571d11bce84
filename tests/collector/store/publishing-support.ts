/** A team whose answers a test knows by heart, and what is told of it. */
import { dayNumber, dayText } from '../../../src/shared/calendar.ts'
import type { WindowKind } from '../../../src/shared/statistics/windows.ts'
import type { InteractionData } from '../../../src/shared/wire/events.ts'
import type { WindowAnswer } from '../../../src/shared/wire/summaries.ts'
import type { CollectorStore, IncomingEvent, Team } from '../../../src/collector/store/store.ts'
import type { Place } from './places.ts'
import { createTeam, deviceOf, enrol, interaction, send, smiley, TODAY, type Enrolled } from './support.ts'

const DAY_MS = 86_400_000

/** The day with which the tests begin: Monday, 2026-11-23. */
export const MONDAY = dayNumber(TODAY)

export interface Crew {
  readonly team: Team
  readonly teamNo: number
  readonly people: readonly Enrolled[]
}

export async function crewOf(store: CollectorStore, size: number, now?: number): Promise<Crew> {
  const team = await createTeam(store)
  const people: Enrolled[] = []
  for (let n = 0; n < size; n += 1) people.push(await enrol(store, team, now === undefined ? {} : { now }))
  const [first] = people
  if (first === undefined) throw new Error('Nobody is in the team.')
  return { team, teamNo: (await deviceOf(store, first)).teamNo, people }
}

/** Ratings of a day, one for each person in turn, which are never almost alike: 1 to 5 again and again. */
export function ratingOf(n: number): NonNullable<InteractionData['rating']> {
  return ([1, 2, 3, 4, 5] as const)[n % 5] ?? 1
}

/** What somebody leaves on a day: two rated interactions, one skipped, a smiley. Different people leave different things. */
export function dayOf(n: number, day: number): IncomingEvent[] {
  const workDay = dayText(day)
  return [
    interaction({ workDay, channel: 'voice', rating: ratingOf(n), solved: n % 2 === 0 }),
    interaction({ workDay, channel: 'chat', queue: null, rating: ratingOf(n + 1), solved: n % 3 === 0 }),
    interaction({
      workDay,
      outcome: n % 2 === 0 ? 'skipped' : 'expired',
      rating: null,
      solved: null,
      reasons: [],
    }),
    smiley((['happy', 'neutral', 'sad'] as const)[n % 3] ?? 'sad', undefined, { workDay }),
  ]
}

/** Everybody leaves something on each of these days. */
export async function work(
  store: CollectorStore,
  people: readonly Enrolled[],
  days: readonly number[],
): Promise<void> {
  for (const [n, device] of people.entries())
    await send(store, device, ...days.flatMap((day) => dayOf(n, day)))
}

/** Epoch ms at which a work day can be closed: four days after it ended. */
export function closableAt(day: number): number {
  return (day + 5) * DAY_MS
}

export async function windows(
  store: CollectorStore,
  teamNo: number,
  by: WindowKind,
  from: number,
  to: number,
): Promise<readonly WindowAnswer[]> {
  return (await store.summary(teamNo, by, { from: dayText(from), to: dayText(to) })).windows
}

/** The number of rated interactions of the one window in which a day lies; `null`: nothing is told. */
export async function ratedIn(
  store: CollectorStore,
  teamNo: number,
  by: WindowKind,
  lastDay: number,
): Promise<number | null> {
  const [window] = (await windows(store, teamNo, by, lastDay, lastDay)).slice(-1)
  if (window === undefined) throw new Error(`The ${by} up to ${dayText(lastDay)} isn't closed.`)
  return window.rating.cell?.n ?? null
}

/** All rows of everything that is published, as text. */
export async function publishedRows(place: Place): Promise<string> {
  const tables = ['published_block', 'published_part', 'team_work_day', 'published_pulse', 'counted'] as const
  const rows = await Promise.all(
    tables.map(async (table) => {
      const all = await place.query(`SELECT * FROM ${table}`)
      return [table, ...all.map((row) => JSON.stringify(row)).sort()]
    }),
  )
  return rows.flat().join('\n')
}
