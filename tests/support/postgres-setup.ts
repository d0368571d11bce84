/**
 * vitest's global set-up where tests need PostgreSQL: one server for a run, started when the first test asks for it.
 * `TEST_DATABASE_URL` names one that is used instead; it needs the right to create databases.
 */
import { createServer } from 'node:http'
import type { TestProject } from 'vitest/node'
import { startPostgres, type PostgresServer } from './postgres-server.ts'

/** What tests are told: the address of the server's database, or why there is none. */
export type PostgresAnswer = { readonly url: string } | { readonly skip: string }

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where to ask for the server. */
    readonly postgres: string
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let server: Promise<PostgresServer> | undefined
  const find = async (): Promise<PostgresAnswer> => {
    const given = process.env.TEST_DATABASE_URL
    if (given) return { url: given }
    const first = server === undefined
    server ??= startPostgres()
    try {
      return { url: (await server).url }
    } catch (error) {
      const skip = error instanceof Error ? error.message : String(error)
      if (first) process.stderr.write(`\nTests on PostgreSQL are skipped: ${skip}\n`)
      return { skip }
    }
  }
  const door = createServer((_request, response) => {
    void find().then((answer) => response.end(JSON.stringify(answer)))
  })
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve))
  const address = door.address()
  project.provide('postgres', `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`)
  return async () => {
    door.close()
    door.closeAllConnections()
    const started = await server?.catch(() => undefined)
    await started?.stop()
  }
}
