/** Opens the database file in the thread that works with it. */
import Database from 'better-sqlite3'

import { StoreError } from '../store.ts'
import { guarded } from './errors.ts'
import { inspect } from './inspect.ts'
import { migrate } from './migrate.ts'
import { configure } from './pragmas.ts'

/**
 * The connection that writes: durable, at the present schema, checked if asked to.
 * @throws StoreError `newer-schema`, `unsuitable`, `corrupt`, `disk-full`, `read-only`, `locked`, `io`
 */
export function openForWriting(path: string, checked: boolean): Database.Database {
  inspect(path)
  return opened(
    path,
    () => new Database(path),
    (db) => {
      configure(db, 'writer')
      if (checked) assertWhole(db)
      migrate(db)
    },
  )
}

/** A connection that can't write, on a file that is at the present schema. */
export function openForReading(path: string): Database.Database {
  return opened(
    path,
    () => new Database(path, { readonly: true, fileMustExist: true }),
    (db) => configure(db, 'reader'),
  )
}

/**
 * Throws `corrupt` when something in the file can't be right. `integrity_check` costs hardly more than `quick_check`
 * here, because keys are tables and there is one index: 0.3 s for a million records.
 */
export function assertWhole(db: Database.Database): void {
  const finding = guarded(db.name, () => String(db.pragma('integrity_check(1)', { simple: true })))
  if (finding === 'ok') return
  const [, what = finding] = /^(?:\*\*\*.*\*\*\*\s*)?(.*)/.exec(finding) ?? []
  throw new StoreError(
    'corrupt',
    `${db.name} is damaged (${what}). Restore it from a backup; the devices send again what is missing.`,
  )
}

function opened(
  path: string,
  open: () => Database.Database,
  prepare: (db: Database.Database) => void,
): Database.Database {
  return guarded(path, () => {
    const db = open()
    try {
      prepare(db)
      return db
    } catch (error) {
      db.close()
      throw error
    }
  })
}
