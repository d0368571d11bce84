/** What the shared part of the store needs of a database. sqlite/ and postgres/ each make one. */
import type { Kysely, Transaction } from 'kysely'

import type { Schema } from '../schema.ts'

export type Db = Kysely<Schema>
export type Trx = Transaction<Schema>

export interface Engine {
  /** Reads, and changes of a single statement. */
  readonly db: Db
  /**
   * Runs work in a transaction that sees what was committed before it began, and runs it once more where the database
   * says that two transactions were in each other's way.
   */
  readonly transaction: <T>(work: (trx: Trx) => Promise<T>) => Promise<T>
  /**
   * Waits until no ingest is under way and keeps it out until the transaction ends. Whoever changes raw records,
   * roll-ups, memberships or `kept_from` calls it before it reads any of them.
   */
  readonly lockOutIngest: (trx: Trx) => Promise<void>
  /**
   * Goes beside ingest until the transaction ends, and keeps those waiting who lock ingest out: nobody is erased and no
   * record changes its agent or its team meanwhile.
   */
  readonly joinIngest: (trx: Trx) => Promise<void>
  /** Errors of the database as `StoreError`; others as they are. */
  readonly translate: (error: unknown) => unknown
  /**
   * Whether a device's records are found faster by stepping through the days of its team than by one look into the
   * team's key.
   */
  readonly stepsByDay: boolean
  /** Whether an index has to be named where the key begins alike: the database doesn't know how few rows are in it. */
  readonly namesIndexes: boolean
  /** Version of the schema that the database has. */
  readonly schemaVersion: number
  readonly sizeBytes: () => Promise<number>
  /**
   * Drops what the database can drop in one piece of records before a work day, if it keeps them in pieces.
   * @returns how many raw records went
   */
  readonly dropBefore: (workDay: number) => Promise<number>
  /**
   * Begins what only one process at a time may do for longer than a transaction: importing customers' feedback.
   * @returns what ends it, which the end of the process does too; `undefined`: another one is at it
   */
  readonly beginImport: () => Promise<(() => Promise<void>) | undefined>
  /** Epoch ms. */
  readonly now: () => number
  /**
   * Told of the ids of erased devices before the erasure is committed, so that a list beside the database is never
   * behind it. Where it fails nothing is erased.
   */
  readonly onErased: (deviceIds: readonly string[]) => Promise<void>
}

/** Runs work; errors of the database come out as `StoreError`. */
export async function guarded<T>(engine: Engine, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw engine.translate(error)
  }
}

/** Reads in a transaction that sees one moment and keeps nobody waiting. */
export async function atOneMoment<T>({ db }: Engine, read: (trx: Trx) => Promise<T>): Promise<T> {
  return await db.transaction().setAccessMode('read only').setIsolationLevel('repeatable read').execute(read)
}
