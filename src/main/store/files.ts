/** Names of the store's files. */
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import { companionsOf } from '../../disk/files.ts'

export interface StoreFiles {
  readonly directory: string
  readonly database: string
  /** SQLite's write-ahead log, its shared memory and the rollback journal of the very first transaction. */
  readonly companions: readonly string[]
  readonly wal: string
  /** Held locked while the store is open; never deleted. */
  readonly lock: string
  /** Exists while the store is open: found at an open, the last end was unclean. */
  readonly marker: string
  /** A repaired database that only has to be put in place: see recovery.ts. */
  readonly repaired: string
  readonly backups: string
  readonly damaged: string
}

export function storeFiles(directory: string): StoreFiles {
  const database = join(directory, 'aftercall.db')
  const companions = companionsOf(database)
  return {
    directory,
    database,
    wal: companions[0],
    companions,
    lock: join(directory, 'aftercall.lock'),
    marker: join(directory, 'aftercall.running'),
    repaired: join(directory, 'aftercall.repaired'),
    backups: join(directory, 'backups'),
    damaged: join(directory, 'damaged'),
  }
}

/** Deletes what an unclean end has left half-written. */
export function removeTemporaries(directory: string): void {
  if (!existsSync(directory)) return
  for (const name of readdirSync(directory)) {
    if (/\.tmp(-wal|-shm|-journal)?$/.test(name)) rmSync(join(directory, name), { force: true })
  }
}

/** The instant of a stamp in a file name (`stampOf`); `undefined` for other text. */
export function instantOf(stamp: string): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(stamp)
  if (match === null) return undefined
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number)
  return Date.UTC(year, month - 1, day, hour, minute, second)
}
