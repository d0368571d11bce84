/** What is said between the main thread and the threads that have the database open. */
import type { IngestMessage, IngestReport, ThreadError } from '../thread/protocol.ts'

/** A value as SQL has them. Whole numbers beyond 2^53 aren't in our tables. */
export type SqlValue = string | number | bigint | null | Uint8Array

export type Request =
  | IngestMessage
  /** One statement; with a `session`, within its transaction. */
  | {
      readonly k: 'query'
      readonly id: number
      readonly session: number | null
      readonly sql: string
      readonly parameters: readonly SqlValue[]
    }
  /** A transaction begins; until its end nothing else is done on the connection. */
  | { readonly k: 'begin'; readonly id: number; readonly session: number }
  | { readonly k: 'end'; readonly id: number; readonly session: number; readonly commit: boolean }
  /** Whether the database can be written to now. */
  | { readonly k: 'check'; readonly id: number }

export type Report =
  | IngestReport
  | {
      readonly k: 'result'
      readonly id: number
      readonly rows: readonly unknown[]
      readonly changes: number
      readonly insertId: number | null
    }
  | { readonly k: 'failed'; readonly id: number; readonly error: ThreadError }
