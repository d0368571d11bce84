import { describe } from 'vitest'

import { createPostgresStore } from '../../../src/collector/store/postgres/postgres-store.ts'
import { newDatabase, onServer, postgresServer } from '../../support/postgres.ts'
import { describeIngest } from './ingest-conformance.ts'

const server = await postgresServer()

describe.skipIf('skip' in server)('ingest into PostgreSQL', () => {
  describeIngest(async () => {
    const { url, remove } = await newDatabase(server)
    return {
      open: ({ now, queueEvents }) => createPostgresStore({ database: url, now, queueEvents }),
      rows: (table) => onServer(url, `SELECT * FROM ${table} ORDER BY team_no, work_day`),
      remove,
    }
  })
})
