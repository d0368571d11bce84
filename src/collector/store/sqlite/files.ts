/** Names of the store's files. */
import { join } from 'node:path'

import { companionsOf } from '../../../disk/files.ts'

export interface StoreFiles {
  readonly folder: string
  readonly database: string
  /** SQLite's write-ahead log. */
  readonly wal: string
  /** What SQLite keeps beside the database; the log may hold what was committed last. */
  readonly companions: readonly string[]
  /** Held locked by the server; never deleted. */
  readonly lock: string
  /** Held locked while customers' feedback is imported; never deleted. */
  readonly importLock: string
  /** Device ids that were erased, a line each: see erasure-list.ts. */
  readonly erasures: string
  /** A folder in which a restore prepares the database that is to be put in place; without a meaning otherwise. */
  readonly staging: string
}

export function storeFiles(folder: string): StoreFiles {
  const database = join(folder, 'collector.db')
  const companions = companionsOf(database)
  return {
    folder,
    database,
    wal: companions[0],
    companions,
    lock: join(folder, 'collector.lock'),
    importLock: join(folder, 'feedback.lock'),
    erasures: join(folder, 'erasures.txt'),
    staging: join(folder, 'restore.tmp'),
  }
}
