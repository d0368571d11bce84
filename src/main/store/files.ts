/** Names of the store's files, and file operations that survive a power cut. */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname, join } from 'node:path'

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
  const wal = `${database}-wal`
  return {
    directory,
    database,
    wal,
    companions: [wal, `${database}-shm`, `${database}-journal`],
    lock: join(directory, 'aftercall.lock'),
    marker: join(directory, 'aftercall.running'),
    repaired: join(directory, 'aftercall.repaired'),
    backups: join(directory, 'backups'),
    damaged: join(directory, 'damaged'),
  }
}

/** Ending of files that are being written: without a meaning until they are renamed, deleted when found. */
const TEMPORARY = '.tmp'

export function temporaryName(path: string): string {
  return `${path}${TEMPORARY}`
}

/** Deletes what an unclean end has left half-written. */
export function removeTemporaries(directory: string): void {
  if (!existsSync(directory)) return
  for (const name of readdirSync(directory)) {
    if (/\.tmp(-wal|-shm|-journal)?$/.test(name)) rmSync(join(directory, name), { force: true })
  }
}

/** Creates the folder, for its owner only. */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
  } catch (error) {
    // Asked for whole paths, Node 26 says ENOENT where the disk is read-only; asked for one folder, what is wrong.
    if (existsSync(dirname(path)) && !existsSync(path)) mkdirSync(path)
    throw error
  }
}

export function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}

/** Waits until the content of a file is on the disk. */
export function syncFile(path: string): void {
  // Windows flushes only what is open for writing.
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Waits until the names in a folder are on the disk. Windows has no such call and no need of it. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

/** Renames a complete file into place, so that there is the whole of it or nothing after a power cut. */
export function putInPlace(temporary: string, path: string): void {
  syncFile(temporary)
  renameSync(temporary, path)
  syncFolder(dirname(path))
}

/** An instant for use in a file name, to the second: `20261123T170102Z`. */
export function stampOf(at: number): string {
  return new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '')
}

/** The instant of such a stamp; `undefined` for other text. */
export function instantOf(stamp: string): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(stamp)
  if (match === null) return undefined
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number)
  return Date.UTC(year, month - 1, day, hour, minute, second)
}
