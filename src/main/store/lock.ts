/** One process a folder. A second one must not repair what the first has open. */
import { closeSync, existsSync, openSync } from 'node:fs'

import Database from 'better-sqlite3'

import { guardFor, StoreError } from './errors.ts'

/**
 * Locks the folder until the returned function is called or the process ends, however it ends: an exclusive
 * transaction on an empty database beside the real one. Node has no file locks of its own, and a file with a process
 * id in it says the wrong thing after a crash.
 */
export function lockFolder(path: string): () => void {
  return guardFor(path)(() => {
    // Created here for a plain EROFS or ENOSPC instead of SQLite's CANTOPEN. Never opened again by hand: closing
    // any descriptor of a file drops the locks that the process has on it (https://sqlite.org/howtocorrupt.html, 2.2).
    if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600))
    const db = new Database(path, { timeout: 0 })
    try {
      db.exec('BEGIN EXCLUSIVE')
    } catch (error) {
      db.close()
      if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
        throw new StoreError('locked', path, `${path} is locked: the program is already running here.`)
      }
      throw error
    }
    return () => db.close()
  })
}
