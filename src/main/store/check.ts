/** Checks a database that is not to be trusted. */
import Database from 'better-sqlite3'

import { StoreError } from './errors.ts'
import { assertWitnessed, migrate, versionOf } from './migrate.ts'

/**
 * Throws when something is wrong with the file. `integrity_check` is `quick_check` and the indexes too; a rating
 * that its index doesn't name would be lost for the agent although it is there. With five years of data it takes a
 * third of a second, of which `quick_check` would be most. The connection must not be read-only: SQLite then leaves
 * the tables' CHECKs out.
 */
export function check(db: Database.Database): void {
  assertWitnessed(db)
  const finding = String(db.pragma('integrity_check(1)', { simple: true }))
  if (finding !== 'ok') throw new StoreError('corrupt', db.name, `${db.name} is damaged: ${finding}`)
  if (schemaOf(db) !== schemaAt(versionOf(db))) {
    throw new StoreError('corrupt', db.name, `${db.name} is damaged: its tables are not as they were made.`)
  }
}

function schemaAt(version: number): string {
  const reference = new Database(':memory:')
  try {
    migrate(reference, 0, version)
    return schemaOf(reference)
  } finally {
    reference.close()
  }
}

function schemaOf(db: Database.Database): string {
  return JSON.stringify(
    db.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name').all(),
  )
}
