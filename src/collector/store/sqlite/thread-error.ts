/** Errors of this database on their way from a thread. */
import Database from 'better-sqlite3'

import type { ThreadError } from '../thread/protocol.ts'
import { toThreadError as describe } from '../thread/thread-error.ts'
import { toStoreError } from './errors.ts'

/** @param path the file that the sentence names */
export function toThreadError(error: unknown, path: string): ThreadError {
  const known = toStoreError(error, path)
  return describe(known, known instanceof Database.SqliteError ? known.code : null)
}
