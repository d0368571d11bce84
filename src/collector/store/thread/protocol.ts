/** What is said between the main thread and a thread of the store about requests to store, whichever database it is. */
import type { StoreErrorCode, StoreIdentity } from '../store.ts'

/** What a thread is started for. */
export type ThreadRole =
  /** SQLite: ingest and every change. `checked`: the file's structure is checked first. */
  | { readonly s: 'writer'; readonly path: string; readonly checked: boolean }
  /** SQLite: reads of people and administration. */
  | { readonly s: 'reader'; readonly path: string }
  /** SQLite: copies the database to `target`, which isn't there yet, and ends. */
  | { readonly s: 'backup'; readonly path: string; readonly target: string }
  /** PostgreSQL: ingest. `path`: how the database is called in sentences. */
  | {
      readonly s: 'ingest'
      readonly path: string
      readonly connectionString: string
      /** By team, with Citus. */
      readonly isDistributed: boolean
    }
  /** Both: works out what is published when days are closed; has no database. */
  | { readonly s: 'closing'; readonly path: string }

export type IngestMessage =
  /**
   * Requests to store, as request-codec.ts writes them; the answer of each comes in their order, in groups. `today`:
   * number of the UTC day.
   */
  | { readonly k: 'ingest'; readonly today: number; readonly text: string }
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

export type IngestReport =
  /** The next requests to store, as answer-codec.ts writes them; `errors`: of the failed ones among them. */
  | {
      readonly k: 'answers'
      readonly identity: StoreIdentity
      readonly answers: Int32Array
      readonly errors: readonly ThreadError[]
    }
  /** The next `count` requests to store weren't: nothing of them is there. */
  | { readonly k: 'not-stored'; readonly count: number; readonly error: ThreadError }

/** What every thread says of itself. */
export type LifeReport =
  | { readonly k: 'ready' }
  /** The thread can't begin, and has ended. */
  | { readonly k: 'refused'; readonly error: ThreadError }
  | { readonly k: 'closed' }
