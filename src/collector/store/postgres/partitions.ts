/**
 * Raw records by month, so that old ones go by dropping a table. Months are made ahead, at start and with every run of
 * retention; what comes for another month waits in the default partition and moves when its month is made.
 */
import { sql } from 'kysely'

import { dayNumber, dayText, monthStart } from '../days.ts'
import type { Db, Trx } from '../kysely/engine.ts'
import { DAY_TABLES, type DayTable } from '../kysely/records.ts'
import { lockOutIngest } from './locks.ts'

const MONTHS_BACK = 12
const MONTHS_AHEAD = 2

interface Month {
  /** `202611`. */
  readonly name: string
  readonly first: number
  /** First day of the next month. */
  readonly end: number
}

/** Makes the months around a day that aren't there yet. The caller keeps others from doing the same. */
export async function makePartitions(trx: Trx, today: number): Promise<void> {
  const there = new Set((await partitions(trx)).map(({ name }) => name))
  const months = Array.from({ length: MONTHS_BACK + 1 + MONTHS_AHEAD }, (_, place) =>
    monthOf(today, place - MONTHS_BACK),
  )
  const missing = DAY_TABLES.flatMap((table) =>
    months.filter(({ name }) => !there.has(`${table}_${name}`)).map((month) => ({ table, month })),
  )
  if (missing.length === 0) return
  // Tables are locked in another order than ingest does.
  await lockOutIngest(trx)
  for (const { table, month } of missing) await make(trx, table, month)
}

/** Drops the months that ended before a day. Returns how many records they had. */
export async function dropPartitions(trx: Trx, before: number): Promise<number> {
  let records = 0
  const old = (await partitions(trx)).filter(({ month }) => monthNamed(month).end <= before)
  if (old.length > 0) await lockOutIngest(trx)
  for (const { table, name } of old) {
    const { rows } = await sql<{ count: number }>`SELECT count(*) AS count FROM ${sql.table(name)}`.execute(
      trx,
    )
    records += rows[0]?.count ?? 0
    await sql`ALTER TABLE ${sql.table(table)} DETACH PARTITION ${sql.table(name)}`.execute(trx)
    await sql`DROP TABLE ${sql.table(name)}`.execute(trx)
  }
  return records
}

/**
 * Where the default partition has records of the month, these move while it is detached. Step by step, as Citus does it
 * on all nodes.
 */
async function make(trx: Trx, table: DayTable, { name, first, end }: Month): Promise<void> {
  const parent = sql.table(table)
  const other = sql.table(`${table}_other`)
  const ofMonth = sql`work_day >= ${sql.lit(first)} AND work_day < ${sql.lit(end)}`
  const create = sql`CREATE TABLE ${sql.table(`${table}_${name}`)} PARTITION OF ${parent}
    FOR VALUES FROM (${sql.lit(first)}) TO (${sql.lit(end)})`
  const { rows: waiting } = await sql`SELECT 1 FROM ${other} WHERE ${ofMonth} LIMIT 1`.execute(trx)
  if (waiting.length === 0) {
    await create.execute(trx)
    return
  }
  await sql`ALTER TABLE ${parent} DETACH PARTITION ${other}`.execute(trx)
  await create.execute(trx)
  await sql`INSERT INTO ${parent} SELECT * FROM ${other} WHERE ${ofMonth}`.execute(trx)
  await sql`DELETE FROM ${other} WHERE ${ofMonth}`.execute(trx)
  await sql`ALTER TABLE ${parent} ATTACH PARTITION ${other} DEFAULT`.execute(trx)
}

async function partitions(
  db: Db,
): Promise<readonly { readonly table: DayTable; readonly name: string; readonly month: string }[]> {
  const { rows } = await sql<{ table: DayTable; name: string }>`
    SELECT p.relname AS table, c.relname AS name FROM pg_inherits i
    JOIN pg_class p ON p.oid = i.inhparent JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent IN ('interaction'::regclass, 'day_smiley'::regclass)`.execute(db)
  return rows
    .map(({ table, name }) => ({ table, name, month: name.slice(table.length + 1) }))
    .filter(({ month }) => /^\d{6}$/.test(month))
}

function monthOf(day: number, offset: number): Month {
  return monthNamed(dayText(monthStart(day, offset)).slice(0, 7).replace('-', ''))
}

function monthNamed(name: string): Month {
  const first = dayNumber(`${name.slice(0, 4)}-${name.slice(4)}-01`)
  return { name, first, end: monthStart(first, 1) }
}
