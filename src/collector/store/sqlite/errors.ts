/** Errors of SQLite and the file system as the store's own: a code that callers act on, a sentence that names the file. */
import Database from 'better-sqlite3'

import { StoreError, type StoreErrorCode } from '../store.ts'

const SENTENCES = {
  'disk-full': (path) => `There is no space left on the disk to write ${path}.`,
  'read-only': (path) => `${path} can't be written: it or its folder is read-only.`,
  locked: (path) => `${path} is in use by another program.`,
  corrupt: (path) => `${path} is damaged. Restore it from a backup; the devices send again what is missing.`,
  io: (path) => `${path} could not be read or written.`,
} satisfies Partial<Record<StoreErrorCode, (path: string) => string>>

type FileCode = keyof typeof SENTENCES

/** SQLite's result codes (https://sqlite.org/rescode.html), by the first prefix that matches. */
const BY_SQLITE_CODE: readonly (readonly [prefix: string, code: FileCode])[] = [
  ['SQLITE_FULL', 'disk-full'],
  ['SQLITE_READONLY', 'read-only'],
  ['SQLITE_PERM', 'read-only'],
  ['SQLITE_BUSY', 'locked'],
  ['SQLITE_LOCKED', 'locked'],
  ['SQLITE_PROTOCOL', 'locked'],
  ['SQLITE_IOERR_CORRUPTFS', 'corrupt'],
  ['SQLITE_CORRUPT', 'corrupt'],
  ['SQLITE_NOTADB', 'corrupt'],
  // The -shm file can't be extended: in practice the disk is full.
  ['SQLITE_IOERR_SHMSIZE', 'disk-full'],
  ['SQLITE_IOERR', 'io'],
  ['SQLITE_CANTOPEN', 'io'],
]

/** Node's codes of failed file operations. */
const BY_SYSTEM_CODE: Readonly<Record<string, FileCode>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EACCES: 'read-only',
  EPERM: 'read-only',
  EROFS: 'read-only',
  EBUSY: 'locked',
  ETXTBSY: 'locked',
}

/** Turns an error of SQLite or the file system into a `StoreError`; anything else is returned as it is. */
export function toStoreError(error: unknown, path: string): unknown {
  const code = fileCodeOf(error)
  return code === undefined ? error : new StoreError(code, SENTENCES[code](path), { cause: error })
}

/** Runs an action on a file; its errors come out as `StoreError`. */
export function guarded<T>(path: string, action: () => T): T {
  try {
    return action()
  } catch (error) {
    throw toStoreError(error, path)
  }
}

/** The same for an action that takes time. */
export async function guardedAsync<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action()
  } catch (error) {
    throw toStoreError(error, path)
  }
}

function fileCodeOf(error: unknown): FileCode | undefined {
  if (error instanceof Database.SqliteError)
    return BY_SQLITE_CODE.find(([prefix]) => error.code.startsWith(prefix))?.[1]
  if (error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string')
    return BY_SYSTEM_CODE[error.code] ?? 'io'
  return undefined
}
