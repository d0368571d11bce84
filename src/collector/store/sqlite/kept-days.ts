/** From which work day on a team's records are taken: `keptFrom` of ../kept.ts, fast enough to be asked in every group. */
import type { Database } from 'better-sqlite3'

import { firstKeptDay } from '../days.ts'
import { policyInForce } from '../kept.ts'

const POLICIES_KNOWN = 1000

export interface KeptDays {
  /** A transaction begins on this UTC day; what the command line has changed meanwhile counts in it. */
  begin(today: number): void
  /** The first work day of which a team's records are kept. */
  of(teamNo: number): number
}

export function createKeptDays(db: Database): KeptDays {
  const organisation = db.prepare<[], string>(`SELECT value FROM meta WHERE key = 'policy'`).pluck()
  const team = db.prepare<[teamNo: number], { readonly policy: string | null; readonly kept_from: number }>(
    'SELECT policy, kept_from FROM team WHERE team_no = ?',
  )
  const firstDay = createFirstDay()
  const known = new Map<number, number>()
  let today = 0
  let shared: string | null | undefined

  return {
    begin(day) {
      today = day
      known.clear()
      shared = undefined
    },
    of(teamNo) {
      let day = known.get(teamNo)
      if (day === undefined) {
        if (shared === undefined) shared = organisation.get() ?? null
        const row = team.get(teamNo)
        day = Math.max(row?.kept_from ?? 0, firstDay(row?.policy ?? null, shared, today))
        known.set(teamNo, day)
      }
      return day
    },
  }
}

/** The first day kept under a policy, remembered as long as it is the same day: reading a policy is costly. */
function createFirstDay(): (own: string | null, organisation: string | null, today: number) => number {
  const known = new Map<string | null, number>()
  let knownOn = Number.NaN
  return (own, organisation, today) => {
    if (knownOn !== today || known.size === POLICIES_KNOWN) known.clear()
    knownOn = today
    const text = own ?? organisation
    let day = known.get(text)
    if (day === undefined) {
      day = firstKeptDay(today, policyInForce(own, organisation))
      known.set(text, day)
    }
    return day
  }
}
