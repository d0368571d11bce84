/**
 * Drops raw records, rows of agent_day and what says who is in which block, as far as they are older than the policies
 * allow; team_day and what is published stay. First the teams' `kept_from` is raised, with ingest locked out: from then
 * on nobody reads or writes the older days, so that they can go in small steps, while everything else goes on.
 */
import { sql } from 'kysely'

import { lastDayOfQuarter } from '../days.ts'
import type { Engine } from './engine.ts'
import { dropOldFeedback } from './feedback.ts'
import { settleImports } from './feedback-import.ts'
import { dropOldCounted } from './published/counted.ts'
import { DAY_TABLES, daysBefore, SHARED_TABLES } from './records.ts'
import { keptFromByTeam } from './teams.ts'

const DAY_MS = 86_400_000

/** Returns how many raw records and rows of agent_day went. Interrupted, the next run goes on where it ended. */
export async function applyRetention(engine: Engine): Promise<{ records: number; agentDays: number }> {
  const keptFrom = await raiseKeptFrom(engine)
  const lowest = Math.min(...keptFrom.values())
  let records = Number.isFinite(lowest) ? await engine.dropBefore(lowest) : 0
  let agentDays = 0
  for (const [teamNo, first] of keptFrom) {
    for (const table of DAY_TABLES) records += await dropDays(engine, table, teamNo, first)
    for (const table of SHARED_TABLES)
      await sql`DELETE FROM ${sql.table(table)} WHERE team_no = ${teamNo} AND work_day < ${first}`.execute(
        engine.db,
      )
    records += await dropPulses(engine, teamNo, first)
    agentDays += await dropDays(engine, 'agent_day', teamNo, first)
    await dropOldCounted(engine.db, teamNo, first)
  }
  await dropTransferCodes(engine)
  await settleImports(engine)
  await dropOldFeedback(engine)
  return { records, agentDays }
}

async function raiseKeptFrom(engine: Engine): Promise<ReadonlyMap<number, number>> {
  return await engine.transaction(async (trx) => {
    await engine.lockOutIngest(trx)
    const keptFrom = await keptFromByTeam(trx, engine.now())
    for (const [teamNo, first] of keptFrom)
      await trx
        .updateTable('team')
        .set({ kept_from: first })
        .where('team_no', '=', teamNo)
        .where('kept_from', '<', first)
        .execute()
    return keptFrom
  })
}

async function dropDays(
  engine: Engine,
  table: (typeof DAY_TABLES)[number] | 'agent_day',
  teamNo: number,
  before: number,
): Promise<number> {
  let dropped = 0
  for (const day of await daysBefore(engine.db, table, teamNo, before)) {
    const { numAffectedRows } =
      await sql`DELETE FROM ${sql.table(table)} WHERE team_no = ${teamNo} AND work_day = ${day}`.execute(
        engine.db,
      )
    dropped += Number(numAffectedRows ?? 0n)
  }
  return dropped
}

/** A quarter is as old as its last day. */
async function dropPulses(engine: Engine, teamNo: number, before: number): Promise<number> {
  const held = await engine.db
    .selectFrom('pulse')
    .select('quarter')
    .distinct()
    .where('team_no', '=', teamNo)
    .execute()
  const old = held.map(({ quarter }) => quarter).filter((quarter) => lastDayOfQuarter(quarter) < before)
  if (old.length === 0) return 0
  const { numDeletedRows } = await engine.db
    .deleteFrom('pulse')
    .where('team_no', '=', teamNo)
    .where('quarter', 'in', old)
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}

/** Transfer codes name an agent; a day after their quarter of an hour nobody asks about them. */
async function dropTransferCodes(engine: Engine): Promise<void> {
  await engine.db
    .deleteFrom('enrolment_code')
    .where('agent_no', 'is not', null)
    .where('expires_at', '<', engine.now() - DAY_MS)
    .execute()
}
