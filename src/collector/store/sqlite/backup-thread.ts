/** Copies a database that is in use, and checks the copy. */
import { rmSync } from 'node:fs'
import type { MessagePort } from 'node:worker_threads'

import Database from 'better-sqlite3'

import { makeFile, syncFile } from '../../../disk/files.ts'
import { assertWhole, openForReading } from './open-database.ts'
import type { Report } from './protocol.ts'
import type { LifeReport, ThreadRole } from '../thread/protocol.ts'

/** The copy is whole, compact and on the disk when the thread is ready. A copy that failed is gone. */
export function runBackup(port: MessagePort, { path, target }: ThreadRole & { readonly s: 'backup' }): void {
  const report = (message: Report | LifeReport): void => port.postMessage(message)
  try {
    copy(path, target)
    check(target)
    syncFile(target)
  } catch (error) {
    rmSync(target, { force: true })
    throw error
  }
  report({ k: 'ready' })
  report({ k: 'closed' })
  port.close()
}

/** One moment of the database, without free pages (https://sqlite.org/lang_vacuum.html#vacuuminto). */
function copy(path: string, target: string): void {
  const source = openForReading(path)
  try {
    // An empty file is what SQLite may write into, and this one has the right mode from the start.
    makeFile(target)
    source.prepare('VACUUM INTO ?').run(target)
  } finally {
    source.close()
  }
}

/** Not read-only: SQLite would leave the tables' CHECKs out. */
function check(target: string): void {
  const db = new Database(target, { fileMustExist: true })
  try {
    assertWhole(db)
  } finally {
    db.close()
  }
}
