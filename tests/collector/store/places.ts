/** Databases of their own for what both of them promise. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import Database from 'better-sqlite3'

import { createPostgresStore } from '../../../src/collector/store/postgres/postgres-store.ts'
import { createSqliteStore } from '../../../src/collector/store/sqlite/index.ts'
import type { CollectorStore } from '../../../src/collector/store/store.ts'
import type { PostgresAnswer } from '../../support/postgres-setup.ts'
import { newDatabase, onServer } from '../../support/postgres.ts'

export interface Place {
  /** Opens the store; after it was closed, the same again. */
  open(options: { readonly now: () => number; readonly queueEvents?: number }): Promise<CollectorStore>
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

export async function sqlitePlace(): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'aftercall-test-'))
  return {
    open: ({ now, queueEvents }) => createSqliteStore({ folder, now, queueEvents, role: 'server' }),
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

/** @param isDistributed as on Citus */
export function postgresPlace(server: PostgresAnswer, isDistributed = false): () => Promise<Place> {
  return async () => {
    const { url, remove } = await newDatabase(server)
    return {
      open: ({ now, queueEvents }) => createPostgresStore({ database: url, now, queueEvents, isDistributed }),
      query: (sql) => onServer(url, sql),
      remove,
    }
  }
}

/** All rows of a roll-up, read beside the store. */
export async function rollupRows(
  place: Place,
  table: 'agent_day' | 'team_day',
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  return await place.query(`SELECT * FROM ${table} ORDER BY team_no, work_day`)
}
