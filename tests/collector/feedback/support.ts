/** What the tests of customers' feedback look at behind the store's back. */
import { join } from 'node:path'
import Database from 'better-sqlite3'

/** Asks a store's SQLite file, also while somebody works with it. @param folder the data folder */
export function sqliteQuery(folder: string, sql: string): readonly Record<string, unknown>[] {
  const db = new Database(join(folder, 'collector.db'), { timeout: 5000, readonly: true })
  try {
    return db.prepare<[], Record<string, unknown>>(sql).all()
  } finally {
    db.close()
  }
}
