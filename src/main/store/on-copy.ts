/** Looks into a database without changing it: as soon as SQLite opens a file for writing, it merges the log into it. */
import { constants, copyFileSync, existsSync } from 'node:fs'

import Database from 'better-sqlite3'

import { temporaryName } from '../../disk/files.ts'
import { removeTemporaries } from './files.ts'
import type { StoreFiles } from './files.ts'

/** Runs an action on a copy of the database and its logs, which is gone afterwards. */
export function onCopy<T>(files: StoreFiles, action: (db: Database.Database) => T): T {
  const copy = temporaryName(files.database)
  try {
    for (const end of ['', '-wal', '-journal']) {
      // Where the file system can, the copy shares its blocks with the file and costs nothing.
      if (existsSync(files.database + end)) {
        copyFileSync(files.database + end, copy + end, constants.COPYFILE_FICLONE)
      }
    }
    const db = new Database(copy)
    try {
      db.pragma('synchronous = OFF')
      return action(db)
    } finally {
      db.close()
    }
  } finally {
    removeTemporaries(files.directory)
  }
}
