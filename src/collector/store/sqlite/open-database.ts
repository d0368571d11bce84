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
 * Throws `corrupt` when the file's structure is damaged. `quick_check` leaves out whether indexes name every row; there
 * is one index, and it costs half the time.
 */
export function assertWhole(
  db: Database.Database,
  check: 'quick_check' | 'integrity_check' = 'quick_check',
): void {
  const finding = guarded(db.name, () => String(db.pragma(`${check}(1)`, { simple: true })))
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
