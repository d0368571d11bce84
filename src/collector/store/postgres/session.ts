/** Connections: what is asked of the server, and what is set on each of them before it is used. */
import pg from 'pg'

import { StoreError } from '../store.ts'
import type { Address } from './address.ts'
import { SHARED_CONNECTIONS } from './errors.ts'

const LEAST_VERSION = 150_000
const CONNECT_MS = 10_000
/** A flush takes milliseconds; one that takes so long is on a connection that nobody answers on. */
const FLUSH_MS = 30_000

const INT8 = 20
const UUID = 2950

/** Numbers of ours are whole and small; ids are bytes, as in the other database. */
function ownTypes(): pg.CustomTypesConfig {
  const types = new pg.TypeOverrides()
  types.setTypeParser(INT8, Number)
  types.setTypeParser(UUID, (text) => Buffer.from(text.replaceAll('-', ''), 'hex'))
  return types
}

/** Connections for everything but ingest. */
export function createPool(address: Address, max: number): pg.Pool {
  return pool(address, { max, types: ownTypes() }, '')
}

/**
 * Connections for ingest. Its statements look up rows by key in tables of any size, so that nothing but that may be
 * planned, whatever size a table had when a statement was prepared.
 */
export function createIngestPool(address: Address, max: number, isDistributed: boolean): pg.Pool {
  // Citus finds a join's shards by the values of its parameters, which a generic plan doesn't know.
  const plan = isDistributed ? '' : 'SET plan_cache_mode = force_generic_plan;'

  return pool(
    address,
    { max, idleTimeoutMillis: 0, query_timeout: FLUSH_MS },
    `SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off; SET jit = off; ${plan}`,
  )
}

function pool(address: Address, config: pg.PoolConfig, settings: string): pg.Pool {
  const created = new pg.Pool({
    connectionString: address.connectionString,
    application_name: 'aftercall-collector',
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    // oxlint-disable-next-line typescript/no-misused-promises -- the pool waits for it
    onConnect: (client) => prepare(client, address, settings),
    ...config,
  })
  // A connection that breaks while nobody uses it: the pool has dropped it already.
  created.on('error', () => {})
  return created
}

/** @throws StoreError `unsuitable` when the server is too old or won't promise that what it commits is durable */
async function prepare(client: pg.ClientBase, { name }: Address, settings: string): Promise<void> {
  // A connection that breaks between two statements must not end the process; the next statement says so.
  client.on('error', () => {})
  const question = {
    text: `SELECT current_setting('server_version_num')::integer AS version, set_config('synchronous_commit',
       CASE current_setting('synchronous_commit') WHEN 'remote_apply' THEN 'remote_apply' ELSE 'on' END, false) AS commit`,
    // A pooler lets connections in, and their first statement wait for one of the server's. @types/pg doesn't know it.
    query_timeout: CONNECT_MS,
  }
  const { rows } = await client.query<{ version: number; commit: string }>(question)
  const [{ version, commit } = { version: 0, commit: '' }] = rows
  if (version < LEAST_VERSION)
    throw new StoreError(
      'unsuitable',
      `The database ${name} is PostgreSQL ${Math.floor(version / 10_000)}; 15 or newer is needed.`,
    )
  if (commit !== 'on' && commit !== 'remote_apply')
    throw new StoreError('unsuitable', `The database ${name} keeps synchronous_commit at ${commit}.`)
  if (settings !== '') await client.query(settings)
}

/**
 * Statements are prepared, settings made and locks held on a connection; a pooler that gives it to somebody else after
 * each transaction would lose and mix them up, durability among them.
 * @throws StoreError `unsuitable` where two connections turn out to be one, or one to be several
 */
export async function refuseSharedConnections(connections: pg.Pool, { name }: Address): Promise<void> {
  const first = await connections.connect()
  try {
    const server = await backendOf(first)
    // What a pooler tells of itself is made up.
    if ('processID' in first && first.processID === server) return
    const second = await connections.connect()
    try {
      if ((await backendOf(second)) !== server && (await backendOf(first)) === server) return
    } finally {
      second.release()
    }
  } finally {
    first.release()
  }
  const [code, sentence] = SHARED_CONNECTIONS
  throw new StoreError(code, sentence(name))
}

async function backendOf(client: pg.PoolClient): Promise<number | undefined> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
  return rows[0]?.pid
}
