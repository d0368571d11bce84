/** How everybody feels on a day: what they share and what is their own, each resembling the day before. */
import type { Random } from '../../../src/shared/statistics/random.ts'
import { seasonOn } from './almanac.ts'
import { createWander, normal, sequenceOf } from './draw.ts'

/** A stretch of days on which things are worse. */
export interface Trouble {
  readonly first: number
  readonly last: number
  /** At its full strength, in standard deviations of a person's days. */
  readonly weight: number
  /** Days until it has its full strength. */
  readonly slope: number
}

export interface TeamTroubles {
  /** The team goes down and stays down: what the early signal is for. */
  readonly episodes: readonly Trouble[]
  /** For a week a program that everybody needs doesn't work well. */
  readonly outages: readonly Trouble[]
  /** For a week the line to the collector is down: everything arrives on the day after. */
  readonly offline: readonly Trouble[]
}

/** The first team goes down shortly before the end, so that there is a signal to be seen; the others at some time. */
export function troublesOf(
  team: number,
  span: { readonly first: number; readonly last: number },
  seed: number,
): TeamTroubles {
  const random = sequenceOf(seed, `troubles ${team}`)
  const length = span.last - span.first
  const week = (share: number, weight: number): Trouble => {
    const first = span.first + Math.floor(length * share)
    return { first, last: first + 6, weight, slope: 1 }
  }
  const began = team === 0 ? span.last - 40 : span.first + Math.floor(length * (0.25 + 0.4 * random()))
  return {
    episodes: [{ first: began, last: began + 60, weight: -1.35, slope: 12 }],
    outages: [week(0.12 + 0.1 * random(), -0.9), week(0.55 + 0.1 * random(), -0.9)],
    offline: [week(0.3 + 0.3 * random(), 0)],
  }
}

export function strengthOn(troubles: readonly Trouble[], day: number): number {
  return troubles
    .filter(({ first, last }) => day >= first && day <= last)
    .reduce((sum, { first, weight, slope }) => sum + weight * Math.min(1, (day - first + 1) / slope), 0)
}

/** A series that is asked for day by day, from the first on; 0 for days on which a team or person isn't there. */
export type Mood = (day: number) => number

/** What a team shares: its own ups and downs, the season, and its troubles. */
export function createTeamMood(
  team: number,
  span: { readonly first: number; readonly last: number },
  seed: number,
): Mood {
  const { episodes, outages } = troublesOf(team, span, seed)
  const wander = createWander(sequenceOf(seed, `mood of team ${team}`), 0.6, 0.15)
  const values = Array.from({ length: span.last - span.first + 1 }, (_, n) => {
    const day = span.first + n
    return wander() + seasonOn(day) + strengthOn(episodes, day) + strengthOn(outages, day)
  })
  return (day) => values[day - span.first] ?? 0
}

/** A person's own part, call by call: what stays from day to day, and how this day happens to be. */
export function createPersonMood(random: Random): () => number {
  const wander = createWander(random, 0.75, 0.45)
  return () => wander() + normal(random, 0, 0.35)
}
