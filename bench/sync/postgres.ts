/** A PostgreSQL server for a bench: TEST_DATABASE_URL, or one of its own. */
import { startPostgres } from '../../tests/support/postgres-server.ts'

/** Gives the address of an empty database; `undefined`, with a printed reason, where there is no server. */
export async function withPostgres<T>(measure: (address: string) => Promise<T>): Promise<T | undefined> {
  const given = process.env['TEST_DATABASE_URL']
  if (given !== undefined) return measure(given)
  let server
  try {
    server = await startPostgres()
  } catch (error) {
    console.error(
      `The figures for PostgreSQL are left out: ${error instanceof Error ? error.message : String(error)}`,
    )
    return undefined
  }
  try {
    return await measure(server.url)
  } finally {
    await server.stop()
  }
}
