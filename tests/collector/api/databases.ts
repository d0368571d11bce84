/** The same tests on both databases: SQLite always, PostgreSQL where a server is to be had. */
import { openStore } from '../../../src/collector/store/open.ts'
import { newDatabase, postgresServer } from '../../support/postgres.ts'
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
      makeStore: async (now, atEnd) => {
        const { url, remove } = await newDatabase(server)
        atEnd(remove)
        return openStore({ database: url, dataFolder: '', now, role: 'server' })
      },
      isMissing: 'skip' in server,
    },
  ]
}
