/** Statements and transactions of people and administration, in the thread that has the connection. */
import type { Database } from 'better-sqlite3'

import type { Report, Request } from './protocol.ts'
import { createStatementRunner } from './statement-runner.ts'
import { toThreadError } from './thread-error.ts'

export type Change = Exclude<Request, { readonly k: 'ingest' | 'close' }>

export interface Changes {
  run(change: Change): void
  /** Whether a transaction of the main thread is under way. */
  inSession(): boolean
  /** Whether the change belongs to the transaction that is under way. */
  continues(change: Change): boolean
}

const NOTHING = { rows: [], changes: 0, insertId: null } as const

/** @param begin what begins a transaction on this connection */
export function createChanges(
  db: Database,
  report: (message: Report) => void,
  begin: 'BEGIN' | 'BEGIN IMMEDIATE' = 'BEGIN IMMEDIATE',
): Changes {
  const runStatement = createStatementRunner(db)
  let session: number | null = null

  const perform = (change: Change) => {
    switch (change.k) {
      case 'query':
        return runStatement(change.sql, change.parameters)
      case 'begin':
        db.exec(begin)
        session = change.session
        return NOTHING
      case 'end':
        session = null
        return end(db, change.commit)
      case 'check':
        return runStatement(`UPDATE meta SET value = value WHERE key = 'store_id'`, [])
    }
  }

  return {
    inSession: () => session !== null,
    continues: (change) => 'session' in change && change.session !== null && change.session === session,
    run(change) {
      try {
        const { rows, changes, insertId } = perform(change)
        report({ k: 'result', id: change.id, rows, changes, insertId })
      } catch (error) {
        report({ k: 'failed', id: change.id, error: toThreadError(error, db.name) })
      }
    },
  }
}

function end(db: Database, commit: boolean): typeof NOTHING {
  // After some errors SQLite has already rolled back.
  if (!db.inTransaction && !commit) return NOTHING
  try {
    db.exec(commit ? 'COMMIT' : 'ROLLBACK')
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK')
    throw error
  }
  return NOTHING
}
