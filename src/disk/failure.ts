/** What an error of SQLite or the file system says about the file, for stores to turn into errors of their own. */
import Database from 'better-sqlite3'

export type FileFailure = 'disk-full' | 'read-only' | 'locked' | 'corrupt' | 'io'

/** A sentence for each, but for damage, where it depends on the store what comes next. */
export const FAILURE_SENTENCES = {
  'disk-full': (path: string) => `There is no space left on the disk to write ${path}.`,
  'read-only': (path: string) => `${path} can't be written: it or its folder is read-only.`,
  locked: (path: string) => `${path} is in use by another program.`,
  io: (path: string) => `${path} could not be read or written.`,
} as const satisfies Record<Exclude<FileFailure, 'corrupt'>, (path: string) => string>

/** SQLite's result codes (https://sqlite.org/rescode.html), by the first prefix that matches. */
const BY_SQLITE_CODE: readonly (readonly [prefix: string, failure: FileFailure])[] = [
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
const BY_SYSTEM_CODE: Readonly<Record<string, FileFailure>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EACCES: 'read-only',
  EPERM: 'read-only',
  EROFS: 'read-only',
  EBUSY: 'locked',
  ETXTBSY: 'locked',
}

/** `undefined`: the error isn't about the file. */
export function fileFailureOf(error: unknown): FileFailure | undefined {
  if (error instanceof Database.SqliteError)
    return BY_SQLITE_CODE.find(([prefix]) => error.code.startsWith(prefix))?.[1]
  if (error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string')
    return BY_SYSTEM_CODE[error.code] ?? 'io'
  return undefined
}
