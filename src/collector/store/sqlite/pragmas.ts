/** How every connection is set up. */
import type { Database } from 'better-sqlite3'

import { StoreError } from '../store.ts'

/** How long a statement waits for a transaction of another process, the command line's for instance. */
const BUSY_TIMEOUT_MS = 10_000
const FULL = 2

/** `writer`: the one that ingests and changes. `reader`: never writes. */
export type ConnectionRole = 'writer' | 'reader'

const CACHE_KIB: Readonly<Record<ConnectionRole, number>> = { writer: 16 * 1024, reader: 8 * 1024 }
/** Pages in the log after which it is written back into the database: 16 MiB, a fifth of the writes of SQLite's 4. */
const CHECKPOINT_PAGES = 4000

/**
 * Sets and checks what durability rests on. A WAL database that is re-opened reports `synchronous=NORMAL` (the
 * driver's build default for WAL), which loses acknowledged records in a power cut, so FULL is set at every open.
 */
export function configure(db: Database, role: ConnectionRole): void {
  db.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`)
  db.pragma(`cache_size = -${CACHE_KIB[role]}`)
  db.pragma('temp_store = MEMORY')
  db.pragma('trusted_schema = OFF')
  if (role === 'reader') return
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('foreign_keys = ON')
  // What is erased is overwritten, not just unlinked.
  db.pragma('secure_delete = ON')
  db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`)
  // After an unusually long log (a backup was reading) the file shrinks again.
  db.pragma(`journal_size_limit = ${64 * 1024 * 1024}`)
  assertDurable(db)
}

/** Throws when a commit could be answered before it is on the disk. */
export function assertDurable(db: Database): void {
  const journal = db.pragma('journal_mode', { simple: true })
  const synchronous = db.pragma('synchronous', { simple: true })
  if (journal === 'wal' && synchronous === FULL) return
  throw new StoreError(
    'io',
    `${db.name} can't be written durably (journal ${String(journal)}, synchronous ${String(synchronous)}).`,
  )
}
