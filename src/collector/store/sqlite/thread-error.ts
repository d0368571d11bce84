/** Errors on their way from a thread: a structured clone would lose what callers act on. */
import Database from 'better-sqlite3'

import { StoreError } from '../store.ts'
import { toStoreError } from './errors.ts'
import type { ThreadError } from './protocol.ts'

/** An error of SQLite that isn't about the file: a constraint that a statement broke, for instance. */
export class QueryError extends Error {
  override readonly name = 'QueryError'
  /** SQLite's extended code; empty where it wasn't SQLite. */
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/** @param path the file that the sentence names */
export function toThreadError(error: unknown, path: string): ThreadError {
  const known = toStoreError(error, path)
  const { name, message } = known instanceof Error ? known : new Error(String(known))
  return {
    name,
    message,
    storeCode: known instanceof StoreError ? known.code : null,
    sqliteCode: known instanceof Database.SqliteError ? known.code : null,
  }
}

export function fromThreadError({ name, message, storeCode, sqliteCode }: ThreadError): Error {
  if (storeCode !== null) return new StoreError(storeCode, message)
  return new QueryError(sqliteCode ?? '', sqliteCode === null ? `${name}: ${message}` : message)
}
