/** Databases of their own for the promises about people and administration. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import Database from 'better-sqlite3'

import { createPostgresStore } from '../../../src/collector/store/postgres/postgres-store.ts'
import { createSqliteStore } from '../../../src/collector/store/sqlite/index.ts'
import type { CollectorStore } from '../../../src/collector/store/store.ts'
import type { PostgresAnswer } from '../../support/postgres-setup.ts'
import { newDatabase, onServer } from '../../support/postgres.ts'

export interface PeoplePlace {
  open(options: { readonly now: () => number }): Promise<CollectorStore>
  /** Asks or changes something behind the store's back. */
  query(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]>
  /** Closes nothing; removes the database. */
  remove(): Promise<void>
}

export const TABLES = [
  'meta',
  'team',
  'enrolment_code',
  'device',
  'interaction',
  'day_smiley',
  'pulse',
  'agent_day',
  'team_day',
  'erasure',
] as const

export async function sqlitePlace(): Promise<PeoplePlace> {
  const folder = mkdtempSync(join(tmpdir(), 'aftercall-test-'))
  return {
    open: ({ now }) => createSqliteStore({ folder, now, role: 'server' }),
    async query(sql) {
      const db = new Database(join(folder, 'collector.db'), { timeout: 5000 })
      try {
        const statement = db.prepare<[], Record<string, unknown>>(sql)
        if (statement.reader) return statement.all()
        statement.run()
        return []
      } finally {
        db.close()
      }
    },
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

export function postgresPlace(server: PostgresAnswer): () => Promise<PeoplePlace> {
  return async () => {
    const { url, remove } = await newDatabase(server)
    return {
      open: ({ now }) => createPostgresStore({ database: url, now }),
      query: (sql) => onServer(url, sql),
      remove,
    }
  }
}
