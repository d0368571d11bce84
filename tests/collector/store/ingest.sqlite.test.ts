import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import Database from 'better-sqlite3'
import { describe } from 'vitest'

import { createSqliteStore } from '../../../src/collector/store/sqlite/index.ts'
import { describeIngest } from './ingest-conformance.ts'

describe('ingest into SQLite', () => {
  describeIngest(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'aftercall-test-'))
    return {
      open: ({ now, queueEvents }) => createSqliteStore({ folder, now, queueEvents, role: 'server' }),
      async rows(table) {
        const db = new Database(join(folder, 'collector.db'), { readonly: true })
        try {
          return db
            .prepare<[], Record<string, unknown>>(`SELECT * FROM ${table} ORDER BY team_no, work_day`)
            .all()
        } finally {
          db.close()
        }
      },
      remove: async () => rmSync(folder, { recursive: true, force: true }),
    }
  })
})
