/** Collectors as a proxy finds them, with a team that devices can join. */
import { onServer, postgresServer, temporaryDatabase } from '../../support/postgres.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { runHere, startServer } from '../../collector/cli/support.ts'

const server = await postgresServer()
export const lacksPostgres = 'skip' in server

/** Where a collector and its commands find its records. */
export type Place = { readonly AFTERCALL_DATA: string } | { readonly AFTERCALL_DATABASE: string }

/** A code with places for all. */
export async function codeOf(place: Place): Promise<string> {
  const location =
    'AFTERCALL_DATA' in place ? ['--data', place.AFTERCALL_DATA] : ['--database', place.AFTERCALL_DATABASE]
  await runHere(['team', 'add', 'North', ...location])
  const { stdout } = await runHere(['code', 'create', 'North', '--seats', '50', '--json', ...location])
  return JSON.parse(stdout).code
}

/** One, with its SQLite file. */
export async function oneCollector(...args: readonly string[]) {
  const env = { AFTERCALL_DATA: temporaryFolder() }
  const { address, child } = await startServer(['--behind-proxy', ...args], { env })
  return { addresses: [address], child, env, code: await codeOf(env) }
}

/** Address of an empty database. */
export const postgresDatabase = (): Promise<string> => temporaryDatabase(server)

/** Two on one PostgreSQL. */
export async function twoCollectors() {
  const env = { AFTERCALL_DATABASE: await postgresDatabase() }
  const start = (...args: string[]) => startServer(['--behind-proxy', ...args], { env })
  const servers = [await start(), await start()] as const
  return {
    servers,
    addresses: servers.map(({ address }) => address),
    env,
    code: await codeOf(env),
    startAgain: (place: 0 | 1) => start('--port', new URL(servers[place].address).port),
  }
}

/** Ends all connections to a database and allows no new ones. @returns what allows them again */
export async function cutOff(database: string): Promise<() => Promise<void>> {
  const name = new URL(database).pathname.slice(1)
  const admin = new URL(database)
  admin.pathname = '/postgres'
  const allow = async (allowed: boolean) => {
    await onServer(admin.href, `ALTER DATABASE ${name} ALLOW_CONNECTIONS ${allowed}`)
  }
  await allow(false)
  await onServer(
    admin.href,
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`,
  )
  return () => allow(true)
}
