/** Names of the store's files, and file operations that survive a power cut. */
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

export interface StoreFiles {
  readonly folder: string
  readonly database: string
  /** SQLite's write-ahead log. */
  readonly wal: string
  /** What SQLite keeps beside the database; the log may hold what was committed last. */
  readonly companions: readonly string[]
  /** Held locked by the server; never deleted. */
  readonly lock: string
  /** Device ids that were erased, a line each: see erasure-list.ts. */
  readonly erasures: string
  /** A folder in which a restore prepares the database that is to be put in place; without a meaning otherwise. */
  readonly staging: string
}

export function storeFiles(folder: string): StoreFiles {
  const database = join(folder, 'collector.db')
  const wal = `${database}-wal`
  return {
    folder,
    database,
    wal,
    companions: [wal, `${database}-shm`, `${database}-journal`],
    lock: join(folder, 'collector.lock'),
    erasures: join(folder, 'erasures.txt'),
    staging: join(folder, 'restore.tmp'),
  }
}

/** The name of a file while it is written: without a meaning until it is renamed. */
export function temporaryName(path: string): string {
  return `${path}.tmp`
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

/** Creates a file for its owner only. SQLite gives its log and the rest the mode of the database. */
export function makeFile(path: string): void {
  if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600))
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
