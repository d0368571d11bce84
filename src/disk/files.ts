/**
 * What the widget's store and the collector's SQLite store have in common about disks; plain Node and better-sqlite3, no
 * policy. This file: file operations that survive a power cut.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'

/** The files that SQLite keeps beside a database: the write-ahead log first, which may hold what was committed last. */
export function companionsOf(database: string): readonly [wal: string, ...others: string[]] {
  return [`${database}-wal`, `${database}-shm`, `${database}-journal`]
}

/** Ending of files that are being written: without a meaning until they are renamed. */
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

/** In bytes; 0 where there is no file. */
export function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}

/** Waits until the content of a file is on the disk. */
export function syncFile(path: string): void {
  // Windows flushes only what is open for writing.
  withOpen(path, 'r+', fsyncSync)
}

/** Waits until the names in a folder are on the disk. Windows has no such call and no need of it. */
export function syncFolder(path: string): void {
  if (process.platform !== 'win32') withOpen(path, 'r', fsyncSync)
}

/** Renames a complete file into place, so that there is the whole of it or nothing after a power cut. */
export function putInPlace(temporary: string, path: string): void {
  syncFile(temporary)
  renameSync(temporary, path)
  syncFolder(dirname(path))
}

/** Writes a file for its owner only: the whole of it is there or what was before, whenever the power goes out. */
export function writeDurably(path: string, content: Uint8Array): void {
  const temporary = temporaryName(path)
  rmSync(temporary, { force: true })
  const file = openSync(temporary, 'wx', 0o600)
  try {
    writeSync(file, content)
  } finally {
    closeSync(file)
  }
  putInPlace(temporary, path)
}

/** An instant for use in a file name, to the second: `20261123T170102Z`. */
export function stampOf(at: number): string {
  return new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '')
}

function withOpen(path: string, flags: string, action: (file: number) => void): void {
  const file = openSync(path, flags)
  try {
    action(file)
  } finally {
    closeSync(file)
  }
}
