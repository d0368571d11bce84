/** Runs the statements that the main thread sends, and remembers them prepared. */
import type { Database, Statement } from 'better-sqlite3'

import type { SqlValue } from './protocol.ts'

/** Kysely writes the same text for the same query; texts beyond this number are rare ones. */
const STATEMENTS_KNOWN = 200

export interface StatementResult {
  readonly rows: readonly unknown[]
  readonly changes: number
  readonly insertId: number | null
}

type Prepared = Statement<SqlValue[]>

export function createStatementRunner(
  db: Database,
): (sql: string, parameters: readonly SqlValue[]) => StatementResult {
  const known = new Map<string, Prepared>()
  return (sql, parameters) => {
    let statement = known.get(sql)
    if (statement === undefined) {
      statement = db.prepare<SqlValue[]>(sql)
      if (known.size === STATEMENTS_KNOWN) known.clear()
      known.set(sql, statement)
    }
    // `.all()` also for statements with RETURNING: `.get()` would swallow the error of their commit.
    if (statement.reader) return { rows: statement.all(...parameters), changes: 0, insertId: null }
    const { changes, lastInsertRowid } = statement.run(...parameters)
    return { rows: [], changes, insertId: Number(lastInsertRowid) }
  }
}
