/** Errors of the store: one class, a code that callers act on, a plain sentence that names the file. */
import Database from 'better-sqlite3'

export type StoreErrorCode =
  /** The file was written by a newer version of the program; it was not touched. */
  | 'newer-schema'
  | 'disk-full'
  | 'read-only'
  /** Another process has it open. */
  | 'locked'
  /** Damaged; the next open repairs it. */
  | 'corrupt'
  | 'io'
  /** No such record, or it was removed. */
  | 'not-found'
  /** Doesn't fit the state of the record, for instance a story on an interaction that isn't rated. */
  | 'conflict'
  /** A value outside its range; a mistake of the caller. */
  | 'invalid'
  /** This Node.js can't load the database driver. */
  | 'wrong-runtime'

/** The only error that the store throws on purpose. `path` is the file concerned. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
  readonly code: StoreErrorCode
  readonly path: string

  constructor(code: StoreErrorCode, path: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.path = path
  }
}

/** What a code says about a file. The record codes name what is wrong themselves. */
const SENTENCES = {
  'disk-full': (path) => `There is no space left on the disk to write ${path}.`,
  'read-only': (path) => `${path} can't be written: it or its folder is read-only.`,
  locked: (path) => `${path} is in use by another program.`,
  corrupt: (path) => `${path} is damaged. It is repaired when the store is opened again.`,
  io: (path) => `${path} could not be read or written.`,
  invalid: (path) => `A value was refused by the rules of ${path}.`,
} satisfies Partial<Record<StoreErrorCode, (path: string) => string>>

type FileCode = keyof typeof SENTENCES

/** SQLite's result codes (https://sqlite.org/rescode.html), by the longest prefix that matches. */
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
  ['SQLITE_CONSTRAINT', 'invalid'],
  ['SQLITE_MISMATCH', 'invalid'],
  ['SQLITE_TOOBIG', 'invalid'],
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
  return code === undefined ? error : new StoreError(code, path, SENTENCES[code](path), { cause: error })
}

/** Whether SQLite says that the content of the file can't be right. */
export function isDamage(error: unknown): boolean {
  return fileCodeOf(error) === 'corrupt' || (error instanceof StoreError && error.code === 'corrupt')
}

function fileCodeOf(error: unknown): FileCode | undefined {
  if (error instanceof Database.SqliteError) {
    return BY_SQLITE_CODE.find(([prefix]) => error.code.startsWith(prefix))?.[1]
  }
  if (error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string') {
    return BY_SYSTEM_CODE[error.code] ?? 'io'
  }
  return undefined
}

/** Runs an action on a file; its errors come out as `StoreError`. */
export type Guard = <T>(action: () => T) => T

export function guardFor(path: string, onDamage: () => void = () => undefined): Guard {
  return (action) => {
    try {
      return action()
    } catch (error) {
      if (isDamage(error)) onDamage()
      throw toStoreError(error, path)
    }
  }
}
