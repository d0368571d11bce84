/**
 * Looks at a database without changing a byte of it: opening it for writing replays its log, so a file that isn't ours
 * or is of a newer version must be recognised before that.
 */
import { closeSync, openSync, readSync } from 'node:fs'

import Database from 'better-sqlite3'

import { StoreError } from '../store.ts'
import { APPLICATION_ID, SQLITE_VERSION } from './ddl.ts'
import { guarded } from './errors.ts'
import { sizeOf } from '../../../disk/files.ts'

const MAGIC = 'SQLite format 3\0'

/**
 * The schema version of a file; 0: it is to be made.
 * @throws StoreError `unsuitable`: not one of ours; `newer-schema`; `corrupt`
 */
export function inspect(path: string): number {
  if (sizeOf(path) === 0) return 0
  return guarded(path, () => {
    if (beginningOf(path) !== MAGIC) throw notOurs(path)
    const { application, version, tables } = witnesses(path)
    // A new file has neither until its first transaction.
    if (application === 0 && version === 0 && tables === 0) return 0
    if (application !== APPLICATION_ID) throw notOurs(path)
    if (version > SQLITE_VERSION)
      throw new StoreError(
        'newer-schema',
        `${path} was written by a newer collector (schema ${version}; this one knows ${SQLITE_VERSION}). It was not touched.`,
      )
    return version
  })
}

function witnesses(path: string): { application: number; version: number; tables: number } {
  const db = new Database(path, { readonly: true })
  try {
    return {
      application: Number(db.pragma('application_id', { simple: true })),
      version: Number(db.pragma('user_version', { simple: true })),
      tables: Number(db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get()),
    }
  } catch (error) {
    // The very first transaction of a file was cut short; opening it for writing undoes that.
    if (error instanceof Database.SqliteError && error.code === 'SQLITE_READONLY_ROLLBACK')
      return { application: 0, version: 0, tables: 0 }
    throw error
  } finally {
    db.close()
  }
}

function notOurs(path: string): StoreError {
  return new StoreError('unsuitable', `${path} is not a database of the collector. It was not touched.`)
}

function beginningOf(path: string): string {
  const file = openSync(path, 'r')
  try {
    const bytes = Buffer.alloc(MAGIC.length)
    return bytes.toString('latin1', 0, readSync(file, bytes, 0, bytes.length, 0))
  } finally {
    closeSync(file)
  }
}
