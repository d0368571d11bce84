/** Errors of the store: one class, a code that callers act on, a plain sentence that names the file. */
import Database from 'better-sqlite3'

import { FAILURE_SENTENCES, fileFailureOf } from '../../disk/failure.ts'

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
  ...FAILURE_SENTENCES,
  corrupt: (path) => `${path} is damaged. It is repaired when the store is opened again.`,
  invalid: (path) => `A value was refused by the rules of ${path}.`,
} satisfies Partial<Record<StoreErrorCode, (path: string) => string>>

type FileCode = keyof typeof SENTENCES

/** SQLite's codes of values that the tables refuse. */
const INVALID = ['SQLITE_CONSTRAINT', 'SQLITE_MISMATCH', 'SQLITE_TOOBIG']

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
  const isInvalid =
    error instanceof Database.SqliteError && INVALID.some((prefix) => error.code.startsWith(prefix))
  return isInvalid ? 'invalid' : fileFailureOf(error)
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
