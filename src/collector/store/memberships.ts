/** Which teams a device belongs to, from which work day on. Pure; whose a record is says `teamAsOf` in days.ts. */
import { z } from '../../shared/zod.ts'
import { remembering } from './remember.ts'

/** `[[teamNo, fromDay], …]`, oldest first. */
export type Memberships = readonly (readonly [teamNo: number, fromDay: number])[]

const membershipsSchema = z.array(z.tuple([z.int(), z.int()])).min(1)

/** Memberships as the table keeps them. @throws when the text is something else */
export function parseMemberships(text: string): Memberships {
  return membershipsSchema.parse(JSON.parse(text))
}

/** Most agents never change teams, so few different texts are there. */
const MOST_KNOWN = 10_000

/** `parseMemberships` that remembers what it has read. */
export function createMembershipsReader(): (text: string) => Memberships {
  return remembering(MOST_KNOWN, parseMemberships)
}

/** Of a device that is new: everything it has ever recorded belongs to its team. */
export function firstMembership(teamNo: number): Memberships {
  return [[teamNo, 0]]
}

/** A team joined from a day on. What was to begin on that day or later no longer does. */
export function joinTeam(memberships: Memberships, teamNo: number, fromDay: number): Memberships {
  const past = memberships.filter(([, from], place) => place === 0 || from < fromDay)
  return past.at(-1)?.[0] === teamNo ? past : [...past, [teamNo, fromDay]]
}
