import type { Database } from 'better-sqlite3'

/**
 * One step of the schema. A released migration is never changed; a change is the next number. `up` runs inside a
 * transaction that also sets `user_version`, so a step is taken whole or not at all.
 */
export interface Migration {
  readonly version: number
  readonly name: string
  readonly up: (db: Database) => void
}
