/** Brings a database to the present schema, one transaction a step. */
import type { Database } from 'better-sqlite3'

import { SQLITE_DDL } from './ddl.ts'

/** The schema version that the file says it has. */
export function versionOf(db: Database): number {
  return Number(db.pragma('user_version', { simple: true }))
}

/** Applies the missing steps. Two processes may do so at once: the second finds them done. */
export function migrate(db: Database): void {
  for (const [version, statements] of SQLITE_DDL.entries()) {
    db.transaction(() => {
      if (versionOf(db) !== version) return
      for (const statement of statements) db.exec(statement)
    }).immediate()
  }
}
