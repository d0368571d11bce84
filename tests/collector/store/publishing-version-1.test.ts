/** A database of the first release, with what teams left in it, opened by this program. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'

import { POSTGRES_DDL } from '../../../src/collector/store/postgres/ddl.ts'
import { createPostgresStore } from '../../../src/collector/store/postgres/postgres-store.ts'
import { SQLITE_DDL } from '../../../src/collector/store/sqlite/ddl.ts'
import type { CollectorStore } from '../../../src/collector/store/store.ts'
import { onServer, postgresServer, temporaryDatabase } from '../../support/postgres.ts'
import { TABLES } from './places.ts'
import { closableAt, crewOf, MONDAY, windows, work, type Crew } from './publishing-support.ts'
import { databaseIn, openIn } from './sqlite-support.ts'
import { exported, NOW, pulse, send } from './support.ts'

const server = await postgresServer()
const LATER = closableAt(MONDAY + 60)

/** Two teams of half a year, one of them with people who have answered the pulse. */
async function fill(store: CollectorStore): Promise<readonly Crew[]> {
  const crews = [await crewOf(store, 6), await crewOf(store, 5)]
  const days = Array.from({ length: 20 }, (_, n) => MONDAY - n * 9)
  for (const { people } of crews) await work(store, people, days)
  for (const [n, device] of crews[0]?.people.entries() ?? []) await send(store, device, pulse(n + 4))
  return crews
}

/** What is told, and what everybody can still take away. */
async function tell(store: CollectorStore, crews: readonly Crew[]) {
  await store.administration.publishDue()
  return await Promise.all(
    crews.map(async ({ teamNo, people }) => ({
      days: await windows(store, teamNo, 'day', MONDAY - 200, MONDAY + 60),
      quarters: await windows(store, teamNo, 'quarter', MONDAY - 200, MONDAY + 60),
      pulses: await store.pulses(teamNo),
      records: await Promise.all(people.map(async (device) => (await exported(store, device)).length)),
    })),
  )
}

describe('a database of version 1', () => {
  it('in SQLite has everything, and publishes what a new one does', async () => {
    const folders = ['new', 'old'].map((name) => mkdtempSync(join(tmpdir(), `aftercall-test-${name}-`)))
    const [newer = '', older = ''] = folders
    onTestFinished(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })))
    const source = await openIn(newer)
    const crews = await fill(source)
    await source.close()
    const db = new Database(databaseIn(older))
    for (const statement of SQLITE_DDL[0] ?? []) db.exec(statement)
    db.exec(`ATTACH '${databaseIn(newer)}' AS newer`)
    for (const table of TABLES) {
      const columns = db.prepare<[], string>(`SELECT name FROM pragma_table_info('${table}')`).pluck().all()
      db.exec(`INSERT INTO ${table} (${columns.join()}) SELECT ${columns.join()} FROM newer.${table}`)
    }
    expect(db.pragma('user_version', { simple: true })).toBe(1)
    db.close()
    const [told, expected] = [older, newer].map((folder) => openIn(folder, { now: () => LATER }))
    if (told === undefined || expected === undefined) throw new Error('Nothing was opened.')
    expect(await tell(await told, crews)).toEqual(await tell(await expected, crews))
    expectSomething(await tell(await told, crews))
    expect(await (await told).administration.verifyRollups()).toEqual([])
  })

  it.skipIf('skip' in server)('in PostgreSQL has everything, and publishes what a new one does', async () => {
    const [newer, older] = [await temporaryDatabase(server), await temporaryDatabase(server)]
    const open = async (database: string, now: number) => {
      const store = await createPostgresStore({ database, now: () => now })
      onTestFinished(() => store.close())
      return store
    }
    const source = await createPostgresStore({ database: newer, now: () => NOW })
    const crews = await fill(source)
    await source.close()
    for (const statement of POSTGRES_DDL[0] ?? []) await onServer(older, statement)
    for (const table of TABLES) {
      const columns = await onServer(
        older,
        `SELECT string_agg(column_name, ', ' ORDER BY ordinal_position) AS list FROM information_schema.columns
         WHERE table_name = '${table}'`,
      )
      const list = String(columns[0]?.list)
      const rows = await onServer(
        newer,
        `SELECT coalesce(json_agg(t), '[]')::text AS rows FROM ${table} AS t`,
      )
      const json = String(rows[0]?.rows).replaceAll("'", "''")
      await onServer(
        older,
        `INSERT INTO ${table} (${list}) SELECT ${list} FROM json_populate_recordset(NULL::${table}, '${json}')`,
      )
    }
    await onServer(older, `UPDATE meta SET value = '1' WHERE key = 'schema_version'`)
    const [told, expected] = [await open(older, LATER), await open(newer, LATER)]
    expect(await tell(told, crews)).toEqual(await tell(expected, crews))
    expectSomething(await tell(told, crews))
    expect(await told.administration.verifyRollups()).toEqual([])
  })
})

function expectSomething(told: Awaited<ReturnType<typeof tell>>): void {
  for (const { days, quarters, records } of told) {
    expect(days.filter(({ rating }) => rating.cell !== null)).toHaveLength(20)
    expect(quarters.every(({ rating }) => rating.cell !== null)).toBe(true)
    expect(records.every((count) => count >= 80)).toBe(true)
  }
  expect(told[0]?.pulses).toMatchObject([{ quarter: '2026-Q4', cell: { n: 6 } }])
}
