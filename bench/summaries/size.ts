/** How large the contact centre is that summaries are measured on, and which days it worked. */
import { weekdayOf } from '../../src/shared/calendar.ts'

export interface Size {
  readonly agents: number
  readonly teams: number
  /** Calendar days. */
  readonly days: number
}

/** The issue's: two years of ten thousand agents are ten million interactions at two a work day. */
export const FULL_SIZE: Size = { agents: 10_000, teams: 500, days: 730 }
/** Of each agent and work day. */
export const PER_DAY = 2

export function teamSize({ agents, teams }: Size): number {
  return Math.max(1, Math.floor(agents / teams))
}

/** Mondays to Fridays, oldest first, up to and with a day. */
export function workDays({ days }: Size, last: number): number[] {
  return Array.from({ length: days }, (_, n) => last - days + 1 + n).filter((day) => weekdayOf(day) <= 5)
}

export function describe({ agents, teams, days }: Size, interactions: number): string {
  return `${interactions.toLocaleString('en')} interactions of ${agents} agents in ${teams} teams over ${days} days`
}
