/** Brings a database to a schema version, one transaction a step. */
import type { Database } from 'better-sqlite3'

import { StoreError } from './errors.ts'
import { LATEST_VERSION, MIGRATIONS } from './migrations/index.ts'
import { APPLICATION_ID } from './pragmas.ts'

/** The schema version that the file says it has. */
export function versionOf(db: Database): number {
  return Number(db.pragma('user_version', { simple: true }))
}

/**
 * Applies the missing steps up to `target`. `now` is written beside each step: the table `migrations` is both the
 * history for support and a second witness of the version, without which a flipped bit in the header's
 * `user_version` could not be told from a file of another version.
 */
export function migrate(db: Database, now: number, target: number = LATEST_VERSION): void {
  for (const migration of MIGRATIONS) {
    if (migration.version > target || migration.version <= versionOf(db)) continue
    db.transaction(() => {
      if (migration.version === 1) {
        db.pragma(`application_id = ${APPLICATION_ID}`)
        db.exec(
          'CREATE TABLE migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT',
        )
      }
      migration.up(db)
      db.prepare('INSERT INTO migrations (version, name, applied_at) VALUES (?, ?, ?)').run(
        migration.version,
        migration.name,
        now,
      )
      db.pragma(`user_version = ${migration.version}`)
    }).immediate()
  }
}

/** Refuses a file whose header and content disagree about its version: one of them is damaged. */
export function assertWitnessed(db: Database): void {
  const version = versionOf(db)
  const witnessed = witnessedVersion(db)
  if (version === witnessed) return
  throw new StoreError(
    'corrupt',
    db.name,
    `${db.name} says that its schema is version ${version}, its content is of version ${witnessed}.`,
  )
}

function witnessedVersion(db: Database): number {
  const tables = db.prepare<[], string>('SELECT name FROM sqlite_schema').pluck().all()
  if (tables.length === 0) return 0
  if (!tables.includes('migrations')) return Number.NaN
  return Number(db.prepare('SELECT coalesce(max(version), 0) FROM migrations').pluck().get())
}
