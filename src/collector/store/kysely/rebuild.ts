/**
 * Roll-ups made anew from raw records, for what happens seldom: an erasure, a device that changes team or agent. What
 * ingest adds to roll-ups is in rollup-deltas.ts; both must come to the same, which verify.ts checks.
 */
import { sql } from 'kysely'

import { AgentDayDeltas, COUNT_COLUMNS, type TeamDayDeltas } from '../rollup-deltas.ts'
import { countColumns, countsOf } from './counts.ts'
import type { Trx } from './engine.ts'

interface AgentDay {
  readonly counts: readonly number[]
  readonly smiley: string | null
}

const NOTHING = COUNT_COLUMNS.map(() => 0)

/**
 * Makes an agent's rows of agent_day anew from the records of the agent's present devices, and adds to `teamDays` what
 * that changes. Only for days that are kept: where retention is dropping records the team's day must stay as it is.
 */
export async function rebuildAgentDays(
  trx: Trx,
  teamNo: number,
  agentNo: number,
  days: readonly number[],
  teamDays: TeamDayDeltas,
): Promise<void> {
  if (days.length === 0) return
  const before = await keptDays(trx, teamNo, agentNo, days)
  const after = await countedDays(trx, teamNo, agentNo, days)
  await trx
    .deleteFrom('agent_day')
    .where('team_no', '=', teamNo)
    .where('work_day', 'in', days)
    .where('agent_no', '=', agentNo)
    .execute()
  for (const workDay of days) {
    const old = before.get(workDay)
    const now = after.get(workDay)
    if (now !== undefined)
      await trx
        .insertInto('agent_day')
        .values({
          team_no: teamNo,
          work_day: workDay,
          agent_no: agentNo,
          ...countColumns(now.counts),
          smiley: now.smiley,
        })
        .execute()
    const gain = (now?.counts ?? NOTHING).map((count, place) => count - (old?.counts[place] ?? 0))
    teamDays.agentDay(teamNo, workDay, gain, old && old.smiley, now && now.smiley)
  }
}

async function keptDays(
  trx: Trx,
  teamNo: number,
  agentNo: number,
  days: readonly number[],
): Promise<ReadonlyMap<number, AgentDay>> {
  const rows = await trx
    .selectFrom('agent_day')
    .selectAll()
    .where('team_no', '=', teamNo)
    .where('work_day', 'in', days)
    .where('agent_no', '=', agentNo)
    .execute()
  return new Map(rows.map((row) => [row.work_day, { counts: countsOf(row), smiley: row.smiley }]))
}

async function countedDays(
  trx: Trx,
  teamNo: number,
  agentNo: number,
  days: readonly number[],
): Promise<ReadonlyMap<number, AgentDay>> {
  const devices = await trx
    .selectFrom('device')
    .select('device_no')
    .distinct()
    .where('agent_no', '=', agentNo)
    .execute()
  if (devices.length === 0) return new Map()
  const rows = sql`team_no = ${teamNo} AND work_day IN (${sql.join(days)})
    AND device_no IN (${sql.join(devices.map(({ device_no }) => device_no))}) AND deleted = 0`
  const interactions = await sql<{
    work_day: number
    outcome: string
    rating: number | null
    solved: number | null
  }>`SELECT work_day, outcome, rating, solved FROM interaction WHERE ${rows} AND outcome IS NOT NULL`.execute(
    trx,
  )
  const smileys = await sql<{ work_day: number; smiley: string }>`SELECT work_day, smiley FROM day_smiley
    WHERE ${rows} AND smiley IS NOT NULL ORDER BY stored_seq, device_no`.execute(trx)
  const deltas = new AgentDayDeltas()
  for (const row of interactions.rows)
    deltas.interaction(teamNo, row.work_day, agentNo, { ...row, deleted: 0 }, 1)
  for (const { work_day, smiley } of smileys.rows) deltas.smiley(teamNo, work_day, agentNo, smiley)
  return new Map(
    deltas
      .inKeyOrder()
      .map(({ workDay, counts, smiley }) => [
        workDay,
        { counts, smiley: smiley.s === 'latest' ? smiley.smiley : null },
      ]),
  )
}
