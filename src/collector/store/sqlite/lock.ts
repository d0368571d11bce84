/** One server a data folder. The command line works beside it: its transactions are short and wait for each other. */
import Database from 'better-sqlite3'

import { StoreError } from '../store.ts'
import { guarded } from './errors.ts'
import { makeFile } from './files.ts'

/**
 * Locks the folder until the returned function is called or the process ends, however it ends: an exclusive
 * transaction on an empty database beside the real one. Node has no file locks of its own, and a file with a process
 * id in it says the wrong thing after a crash.
 * @throws StoreError `locked` when a server has it
 */
export function lockFolder(path: string): () => void {
  return guarded(path, () => {
    // Never opened again by hand: closing any descriptor of a file drops the locks that the process has on it
    // (https://sqlite.org/howtocorrupt.html, 2.2).
    makeFile(path)
    const db = new Database(path, { timeout: 0 })
    try {
      db.exec('BEGIN EXCLUSIVE')
    } catch (error) {
      db.close()
      if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY'))
        throw new StoreError('locked', `${path} is locked: a collector is already running on this folder.`)
      throw error
    }
    return () => void db.close()
  })
}
