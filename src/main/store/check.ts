/** Checks a database that is not to be trusted. */
import Database from 'better-sqlite3'

import { StoreError } from './errors.ts'
import { sizeOf } from './files.ts'
import { assertWitnessed, migrate, versionOf } from './migrate.ts'

/**
 * Throws when something is wrong with the file. `integrity_check` is `quick_check` and the indexes too; a rating
 * that its index doesn't name would be lost for the agent although it is there. 80 ms with five years of data.
 */
export function check(db: Database.Database): void {
  assertWitnessed(db)
  const finding = String(db.pragma('integrity_check(1)', { simple: true }))
  if (finding !== 'ok') throw new StoreError('corrupt', db.name, `${db.name} is damaged: ${finding}`)
  if (schemaOf(db) !== schemaAt(versionOf(db))) {
    throw new StoreError('corrupt', db.name, `${db.name} is damaged: its tables are not as they were made.`)
  }
}

/**
 * Checks a file without changing it: closing a connection that may write would merge the log into a file that is
 * possibly damaged, and both are evidence.
 */
export function checkFile(path: string): void {
  if (sizeOf(path) === 0) return
  const db = new Database(path, { readonly: true })
  try {
    check(db)
  } finally {
    db.close()
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
