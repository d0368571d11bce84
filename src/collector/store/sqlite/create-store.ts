/** The collector's store in one SQLite file. */
import { rmSync } from 'node:fs'

import type { Engine } from '../kysely/engine.ts'
import { settleImports } from '../kysely/feedback-import.ts'
import { prepareMeta } from '../kysely/meta.ts'
import { createSharedStore, type SharedStore } from '../kysely/shared-store.ts'
import type { CollectorStore, StoreError } from '../store.ts'
import { backUpDatabase, type Backup } from './backup.ts'
import { SQLITE_VERSION } from './ddl.ts'
import { type ErasureList, openErasureList } from './erasure-list.ts'
import { guarded } from './errors.ts'
import { makeFile, makeFolder, sizeOf } from '../../../disk/files.ts'
import { takeLock } from '../../../disk/lock.ts'
import { storeFiles, type StoreFiles } from './files.ts'
import { inspect } from './inspect.ts'
import { lockFolder } from './lock.ts'
import { assertRuntime } from './runtime.ts'
import { throwLater } from '../thread/start-thread.ts'
import { startThreads, type Threads } from './writer.ts'

/** Events that may wait to be stored: about half a second's work. */
const QUEUE_EVENTS = 20_000

export interface SqliteStoreOptions {
  /** On a disk of this computer, not on a network: a write-ahead log needs shared memory. Created when missing. */
  readonly folder: string
  /** Epoch ms. */
  readonly now: () => number
  /**
   * `server`: the only one on its folder; checks the file before it uses it. `command`: the command line, which works
   * beside a server or alone.
   */
  readonly role: 'server' | 'command'
  readonly queueEvents?: number | undefined
  /**
   * A thread of the store has died, so that it can't do anything any more; the process should end. Without this the
   * error ends it as an uncaught one.
   */
  readonly onFatal?: ((error: StoreError) => void) | undefined
}

export interface SqliteStore extends CollectorStore {
  /**
   * Writes a backup while the store goes on: one moment of it, checked and on the disk, mode 0600.
   * @param target the file, which isn't there yet
   */
  backUp(target: string): Promise<Backup>
}

/**
 * Opens the store in a folder, and creates or migrates it where needed.
 * @throws StoreError `locked`, `newer-schema`, `unsuitable`, `corrupt`, `disk-full`, `read-only`, `io`,
 *   `wrong-runtime`; the records are as they were then
 */
export async function createSqliteStore(options: SqliteStoreOptions): Promise<SqliteStore> {
  const files = storeFiles(options.folder)
  assertRuntime(files.database)
  guarded(files.folder, () => makeFolder(files.folder))
  const unlock = lockWhereNeeded(files, options.role)
  try {
    const store = await openStore(files, options)
    if (options.role === 'command') unlock()
    return {
      ...store,
      async close() {
        await store.close()
        if (options.role === 'server') unlock()
      },
    }
  } catch (error) {
    unlock()
    throw error
  }
}

/** A command takes the lock to make or change tables, so that it never does so under a server. */
function lockWhereNeeded(files: StoreFiles, role: SqliteStoreOptions['role']): () => void {
  if (role === 'command' && inspect(files.database) === SQLITE_VERSION) return () => undefined
  const unlock = lockFolder(files.lock)
  let isLocked = true
  return () => {
    if (isLocked) unlock()
    isLocked = false
  }
}

async function openStore(files: StoreFiles, options: SqliteStoreOptions): Promise<SqliteStore> {
  const { now, role, queueEvents = QUEUE_EVENTS, onFatal = throwLater } = options
  guarded(files.database, () => {
    inspect(files.database)
    if (role === 'server') rmSync(files.staging, { recursive: true, force: true })
    makeFile(files.database)
  })
  const threads = await startThreads({
    database: files.database,
    checked: role === 'server',
    now,
    queueEvents,
    onFatal,
  })
  try {
    const erasures = openErasureList(files.erasures)
    const engine = createEngine(files, threads, erasures, now)
    await prepareMeta(engine)
    const shared = createSharedStore(engine)
    if (role === 'server') {
      await agreeOnErasures(shared, erasures)
      await settleImports(engine)
    }
    return {
      ...shared,
      ingest: (credential, events) => threads.ingest(credential, events),
      check: () => threads.check(),
      close: () => threads.close(),
      backUp: (target) => backUpDatabase(files.database, target),
    }
  } catch (error) {
    await threads.close()
    throw error
  }
}

function createEngine(files: StoreFiles, { db }: Threads, erasures: ErasureList, now: () => number): Engine {
  return {
    db,
    now,
    // A transaction begins by taking the only right to write, which ingest needs too.
    transaction: (work) => db.transaction().execute(work),
    lockOutIngest: async () => {},
    joinIngest: async () => {},
    // Threads report errors of the file as errors of the store.
    translate: (error) => error,
    stepsByDay: true,
    namesIndexes: true,
    schemaVersion: SQLITE_VERSION,
    sizeBytes: async () => sizeOf(files.database) + sizeOf(files.wal),
    dropBefore: async () => 0,
    beginImport: async () => {
      const unlock = guarded(files.importLock, () => takeLock(files.importLock))
      return unlock === undefined ? undefined : async () => unlock()
    },
    onErased: async (ids) => erasures.add(ids),
  }
}

/** Where the list names an erasure that the database doesn't know, somebody has put an older file in its place. */
async function agreeOnErasures(store: SharedStore, list: ErasureList): Promise<void> {
  const known = new Set(await store.administration.erasures())
  if (list.ids().some((id) => !known.has(id))) await store.administration.markRestored(list.ids())
  list.add(Array.from(known))
}
