/** What the promises about ingest share: answers, and what is added up of a team. */
import { expect } from 'vitest'

import type { Bench } from './bench.ts'
import { rollupRows } from './places.ts'

export const STORED = { stored: 1, stale: 0, newer: [], forked: [] }
export const STALE = { stored: 0, stale: 1, newer: [], forked: [] }

/** The roll-ups of a team, without the numbers of the store and without zeros. Fails where any roll-up is wrong. */
export async function rollupsOf({ store, place }: Bench, teamNo: number) {
  const of = async (table: 'agent_day' | 'team_day') =>
    (await rollupRows(place, table))
      .filter((row) => Number(row.team_no) === teamNo)
      .map((row) =>
        Object.fromEntries(
          Object.entries(row).filter(
            ([name, value]) =>
              value !== 0 && value !== null && !['team_no', 'agent_no', 'work_day'].includes(name),
          ),
        ),
      )
  expect(await store.administration.verifyRollups()).toEqual([])
  return { agentDays: await of('agent_day'), teamDays: await of('team_day') }
}
