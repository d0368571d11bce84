/** Errors on their way from a thread: a structured clone would lose what callers act on. */
import { StoreError } from '../store.ts'
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

/** @param sqliteCode where it is an error of SQLite */
export function toThreadError(error: unknown, sqliteCode: string | null = null): ThreadError {
  const { name, message } = error instanceof Error ? error : new Error(String(error))
  return { name, message, storeCode: error instanceof StoreError ? error.code : null, sqliteCode }
}

export function fromThreadError({ name, message, storeCode, sqliteCode }: ThreadError): Error {
  if (storeCode !== null) return new StoreError(storeCode, message)
  return new QueryError(sqliteCode ?? '', sqliteCode === null ? `${name}: ${message}` : message)
}
