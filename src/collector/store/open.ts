/** Opens the collector's store, whichever database it is in. */
import { createPostgresStore } from './postgres/postgres-store.ts'
import { createSqliteStore } from './sqlite/index.ts'
import type { CollectorStore, StoreError } from './store.ts'

export interface OpenStoreOptions {
  /** `postgres://…`; `undefined`: the embedded database in `dataFolder`. */
  readonly database: string | undefined
  /** Where the embedded database is. Not looked at where `database` is given. */
  readonly dataFolder: string
  /** Epoch ms. */
  readonly now: () => number
  /** `server`, unless said otherwise; `command`: the command line, which works beside a server. */
  readonly role?: 'server' | 'command' | undefined
  /** Events that may wait to be stored; requests beyond it are refused with `busy`. */
  readonly queueEvents?: number | undefined
  /** The store can't do anything any more; the process should end. */
  readonly onFatal?: ((error: StoreError) => void) | undefined
}

/** @throws StoreError that says why the store can't be used */
export async function openStore(options: OpenStoreOptions): Promise<CollectorStore> {
  const { database, dataFolder, now, role = 'server', queueEvents, onFatal } = options
  if (database !== undefined) return await createPostgresStore({ database, now, queueEvents, onFatal })
  return await createSqliteStore({ folder: dataFolder, now, role, queueEvents, onFatal })
}
