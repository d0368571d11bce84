/** The collector's store in a PostgreSQL database, which several collectors may share. */
import { sql } from 'kysely'

import { dayOf } from '../days.ts'
import { prepareMeta } from '../kysely/meta.ts'
import { createSharedStore } from '../kysely/shared-store.ts'
import { StoreError, type CollectorStore } from '../store.ts'
import { parseAddress } from './address.ts'
import { createEngine } from './engine.ts'
import { createIngestQueue } from './ingest-queue.ts'
import { createIngest } from './ingest.ts'
import { migrate } from './migrate.ts'
import { createIngestPool, createPool } from './session.ts'

export interface PostgresStoreOptions {
  /** `postgres://user:password@host:5432/name`, with what else `pg` understands in its query. */
  readonly database: string
  /** Epoch ms. */
  readonly now: () => number
  /** Events that may wait to be stored; requests beyond it are refused with `busy`. */
  readonly queueEvents?: number | undefined
  /** Connections for everything but ingest, which has two of its own. */
  readonly connections?: number | undefined
  /** Told of the ids of erased devices before the erasure is committed; where it fails nothing is erased. */
  readonly onErased?: ((deviceIds: readonly string[]) => Promise<void>) | undefined
}

/** Not two seconds' work. */
const QUEUE_EVENTS = 20_000
const GROUP_EVENTS = 2_000
const LANES = 2
const CONNECTIONS = 6

/**
 * Opens the store: migrates its database and makes the partitions around today.
 * @throws StoreError `unreachable`, `unsuitable`, `newer-schema`, `read-only`, `disk-full`, `io`
 */
export async function createPostgresStore(options: PostgresStoreOptions): Promise<CollectorStore> {
  const { now, queueEvents = QUEUE_EVENTS, connections = CONNECTIONS } = options
  const address = parseAddress(options.database)
  const pool = createPool(address, connections)
  const ingestPool = createIngestPool(address, LANES)
  const onErased = options.onErased ?? (() => Promise.resolve())
  const engine = createEngine({ pool, server: address.name, now, onErased })
  const end = async () => {
    await ingestPool.end()
    await engine.db.destroy()
    if (!pool.ended) await pool.end()
  }
  try {
    await migrate(engine.db, address.name, dayOf(now()))
    await prepareMeta(engine)
    await checkWritable(engine.db, address.name)
  } catch (error) {
    await end()
    throw engine.translate(error)
  }
  const queue = createIngestQueue({
    queueEvents,
    groupEvents: GROUP_EVENTS,
    lanes: LANES,
    store: createIngest({ pool: ingestPool, now, translate: engine.translate }),
  })
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
    close: () => (closing ??= queue.close().then(end)),
  }
}

/** A standby takes no events. */
async function checkWritable(db: ReturnType<typeof createEngine>['db'], server: string): Promise<void> {
  const { rows } = await sql<{ standby: boolean; read_only: string }>`
    SELECT pg_is_in_recovery() AS standby, current_setting('transaction_read_only') AS read_only`.execute(db)
  if (rows[0]?.standby !== false || rows[0].read_only !== 'off')
    throw new StoreError('read-only', `The database ${server} is read-only, perhaps a standby.`)
}
