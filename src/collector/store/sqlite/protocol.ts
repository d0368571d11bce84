/** What is said between the main thread and the threads that have the database open. */
import type { StoreErrorCode, StoreIdentity } from '../store.ts'

/** What a thread is started for. */
export type ThreadRole =
  /** Ingest and every change. `checked`: the file's structure is checked first. */
  | { readonly s: 'writer'; readonly path: string; readonly checked: boolean }
  /** Reads of people and administration. */
  | { readonly s: 'reader'; readonly path: string }
  /** Copies the database to `target`, which isn't there yet, and ends. */
  | { readonly s: 'backup'; readonly path: string; readonly target: string }

/** A value as SQL has them. Whole numbers beyond 2^53 aren't in our tables. */
export type SqlValue = string | number | bigint | null | Uint8Array

export type Request =
  /**
   * Requests to store, as request-codec.ts writes them; the answer of each comes in their order, in groups. `today`:
   * number of the UTC day.
   */
  | { readonly k: 'ingest'; readonly today: number; readonly text: string }
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
  /** Everything that came before is finished first. */
  | { readonly k: 'close' }

export interface ThreadError {
  readonly name: string
  readonly message: string
  /** Of our own errors. */
  readonly storeCode: StoreErrorCode | null
  /** Of SQLite's errors that aren't about the file, `SQLITE_CONSTRAINT_UNIQUE` for instance. */
  readonly sqliteCode: string | null
}

export type Report =
  | { readonly k: 'ready' }
  /** The thread can't begin, and has ended. */
  | { readonly k: 'refused'; readonly error: ThreadError }
  /** The next requests to store, as answer-codec.ts writes them; `errors`: of the failed ones among them. */
  | {
      readonly k: 'answers'
      readonly identity: StoreIdentity
      readonly answers: Int32Array
      readonly errors: readonly ThreadError[]
    }
  /** The next `count` requests to store weren't: nothing of them is there. */
  | { readonly k: 'not-stored'; readonly count: number; readonly error: ThreadError }
  | {
      readonly k: 'result'
      readonly id: number
      readonly rows: readonly unknown[]
      readonly changes: number
      readonly insertId: number | null
    }
  | { readonly k: 'failed'; readonly id: number; readonly error: ThreadError }
  | { readonly k: 'closed' }
