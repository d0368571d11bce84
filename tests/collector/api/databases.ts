/** The same tests on both databases: SQLite always, PostgreSQL where a server is to be had. */
import { openStore } from '../../../src/collector/store/open.ts'
import { postgresServer, temporaryDatabase } from '../../support/postgres.ts'
import { onSqlite, type StoreMaker } from './support.ts'

export interface TestDatabase {
  readonly name: string
  readonly makeStore: StoreMaker
  readonly isMissing: boolean
}

/** To be awaited at the top of a file of tests. */
export async function testDatabases(): Promise<readonly TestDatabase[]> {
  const server = await postgresServer()
  return [
    { name: 'SQLite', makeStore: onSqlite, isMissing: false },
    {
      name: 'PostgreSQL',
      makeStore: async (now) =>
        openStore({ database: await temporaryDatabase(server), dataFolder: '', now, role: 'server' }),
      isMissing: 'skip' in server,
    },
  ]
}
