/**
 * Raw records by device. Keys begin with team and work day, so one database looks up a device's records day by day, and
 * steps through the days on which its team has records without reading what is between them; the other one skips through
 * the key by itself.
 */
import { sql } from 'kysely'

import type { Db, Engine, Trx } from './engine.ts'

/** The tables whose records have a work day. */
export const DAY_TABLES = ['interaction', 'day_smiley'] as const
export type DayTable = (typeof DAY_TABLES)[number]

/** What a team has made of an interaction that was shared: it goes where its interaction goes. */
export const SHARED_TABLES = ['follow_up', 'spotlight'] as const

/** Lower and higher than any work day. */
export const EARLIEST = -1_000_000
const LATEST = 4_000_000

export interface HeldRow {
  readonly work_day: number
  readonly id: Uint8Array
  readonly revision: number
}

/** The days before a day of which a table has rows of a team, in order. */
export async function daysBefore(
  db: Db,
  table: DayTable | 'agent_day',
  teamNo: number,
  before: number,
): Promise<readonly number[]> {
  const { rows } = await sql<{ day: number }>`${stepThrough(table, teamNo, { from: EARLIEST, before })}
    SELECT day FROM days WHERE day IS NOT NULL`.execute(db)
  return rows.map(({ day }) => day)
}

/** A device in one of its teams. */
interface DevicePlace {
  readonly teamNo: number
  readonly deviceNo: number
}

/** What is held of a device in one of its teams, of work days from `from` on. */
export async function heldOf(
  { stepsByDay }: Pick<Engine, 'stepsByDay'>,
  db: Db,
  table: DayTable,
  { teamNo, deviceNo }: DevicePlace,
  from: number,
): Promise<readonly HeldRow[]> {
  const select = sql`SELECT r.work_day, r.id, r.revision FROM`
  // The cross join keeps SQLite from reading the team's whole key.
  const { rows } = await (
    stepsByDay
      ? sql<HeldRow>`${stepThrough(table, teamNo, { from, before: LATEST })}
          ${select} days CROSS JOIN ${sql.table(table)} AS r
          WHERE r.team_no = ${teamNo} AND r.work_day = days.day AND r.device_no = ${deviceNo}`
      : sql<HeldRow>`${select} ${sql.table(table)} AS r
          WHERE r.team_no = ${teamNo} AND r.work_day >= ${from} AND r.device_no = ${deviceNo}`
  ).execute(db)
  return rows
}

/** The days of which something is held of a device in one of its teams, in order. */
export async function heldDays(
  engine: Pick<Engine, 'stepsByDay'>,
  db: Db,
  place: DevicePlace,
  from: number,
): Promise<readonly number[]> {
  const days = new Set<number>()
  for (const table of DAY_TABLES)
    for (const { work_day } of await heldOf(engine, db, table, place, from)) days.add(work_day)
  return Array.from(days).sort((a, b) => a - b)
}

/** Deletes a device's records of some days, and what teams have made of them. */
export async function deleteDays(
  trx: Trx,
  teamNo: number,
  deviceNo: number,
  days: readonly number[],
): Promise<void> {
  if (days.length === 0) return
  for (const table of [...DAY_TABLES, ...SHARED_TABLES])
    await sql`DELETE FROM ${sql.table(table)}
      WHERE team_no = ${teamNo} AND work_day IN (${sql.join(days)}) AND device_no = ${deviceNo}`.execute(trx)
}

function stepThrough(table: string, teamNo: number, { from, before }: { from: number; before: number }) {
  const first = sql`SELECT min(work_day) FROM ${sql.table(table)}
    WHERE team_no = ${teamNo} AND work_day < ${before}`
  return sql`WITH RECURSIVE days(day) AS (
      ${first} AND work_day >= ${from}
      UNION ALL
      SELECT (${first} AND work_day > days.day) FROM days WHERE days.day IS NOT NULL
    )`
}
