/** The collector's store in a PostgreSQL database, which several collectors may share. */
import { sql } from 'kysely'

import { dayOf } from '../days.ts'
import { settleImports } from '../kysely/feedback-import.ts'
import { prepareMeta } from '../kysely/meta.ts'
import { createSharedStore } from '../kysely/shared-store.ts'
import { StoreError, type CollectorStore } from '../store.ts'
import { createIngestQueue, type IngestQueue } from '../thread/ingest-queue.ts'
import type { IngestMessage, IngestReport } from '../thread/protocol.ts'
import { startThread, throwLater, type Thread } from '../thread/start-thread.ts'
import { parseAddress, type Address } from './address.ts'
import { createEngine } from './engine.ts'
import { migrate } from './migrate.ts'
import { createPool, refuseSharedConnections } from './session.ts'

export interface PostgresStoreOptions {
  /** `postgres://user:password@host:5432/name`, with what else `pg` understands in its query. */
  readonly database: string
  /** Epoch ms. */
  readonly now: () => number
  /** Events that may wait to be stored; requests beyond it are refused with `busy`. */
  readonly queueEvents?: number | undefined
  /** Whether the tables are distributed by team; unless said, whether the database has Citus. */
  readonly isDistributed?: boolean | undefined
  /** Connections for everything but ingest, which has two of its own. */
  readonly connections?: number | undefined
  /**
   * The thread that stores what comes has died; the process should end. Without this the error ends it as an uncaught
   * one. A database that is away is no such thing: the store goes on when it is back.
   */
  readonly onFatal?: ((error: StoreError) => void) | undefined
  /** Told of the ids of erased devices before the erasure is committed; where it fails nothing is erased. */
  readonly onErased?: ((deviceIds: readonly string[]) => Promise<void>) | undefined
}

/** About a second's work. */
const QUEUE_EVENTS = 20_000
const CONNECTIONS = 6

/**
 * Opens the store: migrates its database and makes the partitions around today.
 * @throws StoreError `unreachable`, `unsuitable`, `newer-schema`, `read-only`, `disk-full`, `io`
 */
export async function createPostgresStore(options: PostgresStoreOptions): Promise<CollectorStore> {
  const { now, queueEvents = QUEUE_EVENTS, connections = CONNECTIONS, onFatal = throwLater } = options
  const address = parseAddress(options.database)
  const pool = createPool(address, connections)
  const onErased = options.onErased ?? (() => Promise.resolve())
  const engine = createEngine({ pool, server: address.name, now, onErased })
  const end = async () => {
    await engine.db.destroy()
    if (!pool.ended) await pool.end()
  }
  const queue = createIngestQueue(
    (message) => thread.post(message),
    () => dayOf(now()),
    queueEvents,
  )
  let thread: Thread<IngestMessage>
  try {
    await refuseSharedConnections(pool, address)
    await migrate(engine.db, address.name, dayOf(now()))
    await prepareMeta(engine)
    await checkWritable(engine.db, address.name)
    await settleImports(engine)
    const isDistributed = options.isDistributed ?? (await hasCitus(engine.db))
    thread = await startIngest(address, isDistributed, queue, onFatal)
  } catch (error) {
    await end()
    throw engine.translate(error)
  }
  const close = async (): Promise<void> => {
    queue.close(new StoreError('busy', 'The store is closing.'))
    thread.post({ k: 'close' })
    await thread.ended
    await end()
  }
  let closing: Promise<void> | undefined
  return {
    ...createSharedStore(engine),
    check: async () => {
      if (closing !== undefined) throw new StoreError('closed', 'The store is closed.')
      try {
        await checkWritable(engine.db, address.name)
      } catch (error) {
        throw engine.translate(error)
      }
    },
    ingest: (credential, events) => queue.add(credential, events),
    close: () => (closing ??= close()),
  }
}

function startIngest(
  { connectionString, name: path }: Address,
  isDistributed: boolean,
  queue: IngestQueue,
  onFatal: (error: StoreError) => void,
): Promise<Thread<IngestMessage>> {
  const die = (error: StoreError): void => {
    queue.fail(error)
    onFatal(error)
  }
  return startThread<{ request: IngestMessage; report: IngestReport }>(
    { s: 'ingest', path, connectionString, isDistributed },
    (report) => queue.receive(report),
    die,
  )
}

/** Whether the operator has distributed the tables: docs/collector-scale.md. */
async function hasCitus(db: ReturnType<typeof createEngine>['db']): Promise<boolean> {
  const { rows } = await sql`SELECT 1 FROM pg_extension WHERE extname = 'citus'`.execute(db)
  return rows.length > 0
}

/** A standby takes no events. */
async function checkWritable(db: ReturnType<typeof createEngine>['db'], server: string): Promise<void> {
  const { rows } = await sql<{ standby: boolean; read_only: string }>`
    SELECT pg_is_in_recovery() AS standby, current_setting('transaction_read_only') AS read_only`.execute(db)
  if (rows[0]?.standby !== false || rows[0].read_only !== 'off')
    throw new StoreError('read-only', `The database ${server} is read-only, perhaps a standby.`)
}
