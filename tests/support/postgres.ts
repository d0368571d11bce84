/** PostgreSQL for tests: is there one, and a database for each test. */
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject, onTestFinished } from 'vitest'
import type { PostgresAnswer } from './postgres-setup.ts'

/**
 * The run's server, which starts when it is first asked for: `{ url }`, or `{ skip }` with the reason why there is none,
 * which has been printed. Files of tests begin with
 * `const server = await postgresServer()` and `describe.skipIf('skip' in server)(…)`.
 */
export async function postgresServer(): Promise<PostgresAnswer> {
  const response = await fetch(inject('postgres'))
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by our own set-up
  return (await response.json()) as PostgresAnswer
}

/** An empty database. */
export async function newDatabase(
  server: PostgresAnswer,
): Promise<{ readonly url: string; readonly remove: () => Promise<void> }> {
  if ('skip' in server) throw new Error(server.skip)
  const name = `aftercall_test_${randomBytes(6).toString('hex')}`
  await onServer(server.url, `CREATE DATABASE ${name}`)
  const url = new URL(server.url)
  url.pathname = `/${name}`
  return {
    url: url.href,
    remove: async () => {
      await onServer(server.url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    },
  }
}

/** An empty database for one test, gone when the test is over. Returns its address. */
export async function temporaryDatabase(server: PostgresAnswer): Promise<string> {
  const { url, remove } = await newDatabase(server)
  onTestFinished(remove)
  return url
}

/** Runs SQL on a connection of its own, for what a test does behind the store's back. */
export async function onServer(url: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- rows are whatever was asked for
    return (await client.query(sql)).rows as Record<string, unknown>[]
  } finally {
    await client.end()
  }
}
