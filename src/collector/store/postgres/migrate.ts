/** Brings a database to the present schema. Several collectors may start at once: one migrates, the others wait. */
import { sql } from 'kysely'

import type { Db, Trx } from '../kysely/engine.ts'
import { StoreError } from '../store.ts'
import { POSTGRES_DDL, POSTGRES_VERSION } from './ddl.ts'
import { lockMaintenance } from './locks.ts'
import { makePartitions } from './partitions.ts'

/**
 * Migrates and makes the partitions around today.
 * @param server how the database is called in sentences
 * @throws StoreError `newer-schema`, with nothing touched; `unsuitable` when tables of another program are in the way
 */
export async function migrate(db: Db, server: string, today: number): Promise<void> {
  for (const [version, statements] of POSTGRES_DDL.entries()) {
    await db.transaction().execute(async (trx) => {
      await lockMaintenance(trx)
      if ((await versionOf(trx, server)) !== version) return
      for (const statement of statements) await sql.raw(statement).execute(trx)
      const value = String(version + 1)
      await trx
        .insertInto('meta')
        .values({ key: 'schema_version', value })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
        .execute()
    })
  }
  await db.transaction().execute(async (trx) => {
    await lockMaintenance(trx)
    await makePartitions(trx, today)
  })
}

async function versionOf(trx: Trx, server: string): Promise<number> {
  const { rows: tables } = await sql<{ name: string }>`SELECT relname AS name FROM pg_class
    WHERE relkind IN ('r', 'p', 'v', 'm') AND pg_table_is_visible(oid)
    AND relname IN ('meta', 'team', 'enrolment_code', 'device', 'interaction', 'day_smiley', 'pulse', 'agent_day',
      'team_day', 'erasure')`.execute(trx)
  if (tables.length === 0) return 0
  const isOurs = tables.length === 10
  const { rows } = isOurs
    ? await sql<{ value: string }>`SELECT value FROM meta WHERE key = 'schema_version'`.execute(trx)
    : { rows: [] }
  const version = Number(rows[0]?.value)
  if (!Number.isInteger(version) || version < 1)
    throw new StoreError(
      'unsuitable',
      `The database ${server} has tables of another program (${tables.map(({ name }) => name).join(', ')}). Give the collector a database of its own.`,
    )
  if (version > POSTGRES_VERSION)
    throw new StoreError(
      'newer-schema',
      `The database ${server} was written by a newer collector (schema ${version}; this one knows ${POSTGRES_VERSION}).`,
    )
  return version
}
