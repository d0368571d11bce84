/** A lock that ends with its process. */
import Database from 'better-sqlite3'

import { makeFile } from './files.ts'

/**
 * Takes the lock until the returned function is called or the process ends, however it ends: an exclusive transaction on
 * an empty database. Node has no file locks of its own, and a file with a process id in it says the wrong thing after a
 * crash. `undefined`: another process has it.
 * @throws what SQLite and the file system throw
 */
export function takeLock(path: string): (() => void) | undefined {
  // Created here for a plain EROFS or ENOSPC instead of SQLite's CANTOPEN. Never opened again by hand: closing any
  // descriptor of a file drops the locks that the process has on it (https://sqlite.org/howtocorrupt.html, 2.2).
  makeFile(path)
  const db = new Database(path, { timeout: 0 })
  try {
    db.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    db.close()
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return undefined
    throw error
  }
  return () => void db.close()
}
