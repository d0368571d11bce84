/** The counts of agent_day and team_day as columns, and as the lists in which deltas hold them. */
import { sql, type Selectable } from 'kysely'

import { COUNT_COLUMNS, type TeamDayDeltas } from '../rollup-deltas.ts'
import type { AgentDayTable } from '../schema.ts'
import type { Trx } from './engine.ts'

export type CountColumns = Pick<Selectable<AgentDayTable>, (typeof COUNT_COLUMNS)[number]>

export function countsOf(row: CountColumns): number[] {
  return COUNT_COLUMNS.map((column) => row[column])
}

export function countColumns(counts: readonly number[]): CountColumns {
  const [rated = 0, skipped = 0, expired = 0, r1 = 0, r2 = 0, r3 = 0, r4 = 0, r5 = 0, yes = 0, no = 0] =
    counts
  return {
    rated,
    skipped,
    expired,
    rating_1: r1,
    rating_2: r2,
    rating_3: r3,
    rating_4: r4,
    rating_5: r5,
    solved_yes: yes,
    solved_no: no,
  }
}

/** Writes what rows of team_day gain, in the order of their key; a row of nobody goes. */
export async function writeTeamDays(trx: Trx, deltas: TeamDayDeltas): Promise<void> {
  for (const { teamNo, workDay, counts, agents, happy, neutral, sad } of deltas.inKeyOrder()) {
    const gains = { ...countColumns(counts), agents, happy, neutral, sad }
    const sets = Object.entries(gains).map(
      ([column, gain]) => sql`${sql.ref(column)} = ${sql.ref(column)} + ${gain}`,
    )
    const key = sql`team_no = ${teamNo} AND work_day = ${workDay}`
    const { numAffectedRows } = await sql`UPDATE team_day SET ${sql.join(sets)} WHERE ${key}`.execute(trx)
    if (numAffectedRows === 0n)
      await trx
        .insertInto('team_day')
        .values({ team_no: teamNo, work_day: workDay, ...gains })
        .execute()
    await sql`DELETE FROM team_day WHERE ${key} AND agents = 0`.execute(trx)
  }
}
