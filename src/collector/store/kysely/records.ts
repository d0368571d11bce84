/**
 * Raw records by device. Keys begin with team and work day, so a device's records are looked up day by day: the days on
 * which a team has records are stepped through in the key, without reading what is between them.
 */
import { sql } from 'kysely'

import type { Db, Trx } from './engine.ts'

/** The tables whose records have a work day. */
export const DAY_TABLES = ['interaction', 'day_smiley'] as const
export type DayTable = (typeof DAY_TABLES)[number]

/** Lower and higher than any work day. */
export const EARLIEST = -1_000_000
export const LATEST = 4_000_000

export interface HeldRow {
  readonly work_day: number
  readonly id: Uint8Array
  readonly revision: number
}

/** The days from `from` up to, not including, `before` of which a table has rows of a team, in order. */
export async function daysOf(
  db: Db,
  table: DayTable | 'agent_day',
  teamNo: number,
  { from = EARLIEST, before = LATEST }: { from?: number; before?: number } = {},
): Promise<readonly number[]> {
  const { rows } = await sql<{ day: number }>`${stepThrough(table, teamNo, from)}
    SELECT day FROM days WHERE day < ${before}`.execute(db)
  return rows.map(({ day }) => day)
}

/** What is held of a device in one of its teams, of work days from `from` on. */
export async function heldOf(
  db: Db,
  table: DayTable,
  teamNo: number,
  deviceNo: number,
  from: number,
): Promise<readonly HeldRow[]> {
  // The cross join keeps SQLite from reading the team's whole key.
  const { rows } = await sql<HeldRow>`${stepThrough(table, teamNo, from)}
    SELECT r.work_day, r.id, r.revision FROM days CROSS JOIN ${sql.table(table)} AS r
    WHERE r.team_no = ${teamNo} AND r.work_day = days.day AND r.device_no = ${deviceNo}`.execute(db)
  return rows
}

/** The days of which something is held of a device in one of its teams, in order. */
export async function heldDays(
  db: Db,
  teamNo: number,
  deviceNo: number,
  from: number,
): Promise<readonly number[]> {
  const days = new Set<number>()
  for (const table of DAY_TABLES)
    for (const { work_day } of await heldOf(db, table, teamNo, deviceNo, from)) days.add(work_day)
  return Array.from(days).sort((a, b) => a - b)
}

/** Deletes a device's records of some days. */
export async function deleteDays(
  trx: Trx,
  teamNo: number,
  deviceNo: number,
  days: readonly number[],
): Promise<void> {
  if (days.length === 0) return
  for (const table of DAY_TABLES)
    await sql`DELETE FROM ${sql.table(table)}
      WHERE team_no = ${teamNo} AND work_day IN (${sql.join(days)}) AND device_no = ${deviceNo}`.execute(trx)
}

function stepThrough(table: string, teamNo: number, from: number) {
  const first = sql`SELECT min(work_day) FROM ${sql.table(table)} WHERE team_no = ${teamNo}`
  return sql`WITH RECURSIVE days(day) AS (
      ${first} AND work_day >= ${from}
      UNION ALL
      SELECT (${first} AND work_day > days.day) FROM days WHERE days.day IS NOT NULL
    )`
}
