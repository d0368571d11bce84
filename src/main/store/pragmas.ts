/** How every connection of the store is set up. */
import type { Database } from 'better-sqlite3'

import { StoreError } from './errors.ts'

/** "ACAL": tells our files from other SQLite files (https://sqlite.org/fileformat.html, offset 68). */
export const APPLICATION_ID = 0x4143414c
/** The page size is never changed, so that a damaged header doesn't leave us without it. */
export const PAGE_SIZE = 4096
/** How long a statement waits for another process before it is refused; the main process stands still meanwhile. */
const BUSY_TIMEOUT_MS = 1000
const FULL = 2

/**
 * Sets and checks what durability rests on. A WAL database that is re-opened reports `synchronous=NORMAL` (the
 * driver's build default for WAL), which loses acknowledged ratings in a power cut, so FULL is set at every open.
 */
export function configure(db: Database): void {
  db.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`)
  db.pragma(`page_size = ${PAGE_SIZE}`)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('foreign_keys = ON')
  db.pragma('trusted_schema = OFF')
  // What the agent deletes is overwritten, not just unlinked.
  db.pragma('secure_delete = ON')
  // A tray app keeps its memory small: the index of five years' summaries fits into this.
  db.pragma('cache_size = -4000')
  db.pragma('temp_store = MEMORY')
  // After an unusually long log (a backup was reading) the file shrinks again.
  db.pragma(`journal_size_limit = ${8 * 1024 * 1024}`)
  assertDurable(db)
}

function assertDurable(db: Database): void {
  const journal = db.pragma('journal_mode', { simple: true })
  const synchronous = db.pragma('synchronous', { simple: true })
  if (journal === 'wal' && synchronous === FULL) return
  throw new StoreError(
    'io',
    db.name,
    `${db.name} can't be written durably (journal ${String(journal)}, synchronous ${String(synchronous)}).`,
  )
}
