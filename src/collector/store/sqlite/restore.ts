/** Puts a backup in the place of the database. */
import { copyFileSync, existsSync, linkSync, renameSync, rmSync } from 'node:fs'

import Database from 'better-sqlite3'

import { uuidText } from '../ids.ts'
import { StoreError, type StoreIdentity } from '../store.ts'
import { createSqliteStore } from './create-store.ts'
import { openErasureList } from './erasure-list.ts'
import { guarded, guardedAsync } from './errors.ts'
import { makeFolder, stampOf, syncFile, syncFolder } from '../../../disk/files.ts'
import { storeFiles, type StoreFiles } from './files.ts'
import { inspect } from './inspect.ts'
import { lockFolder } from './lock.ts'
import { assertWhole, openForReading } from './open-database.ts'
import { assertRuntime } from './runtime.ts'
import { startThread } from '../thread/start-thread.ts'

export interface RestoreOptions {
  /** The backup, which stays as it is. */
  readonly source: string
  /** The data folder. No server may be running on it. */
  readonly folder: string
  /** Device ids that may not come back either, from a list that was kept elsewhere. */
  readonly erasures?: readonly string[]
  /** Epoch ms. */
  readonly now: () => number
}

export interface Restored {
  readonly identity: StoreIdentity
  /** Where the database is that was replaced; `null`: there was none. */
  readonly replaced: string | null
  /** How many erasures there are that nothing may come back of, of both databases and the list beside them. */
  readonly erasures: number
}

/**
 * Everything is prepared in a folder of its own, so that until one last renaming nothing has changed, and after it
 * everything has: the erasures of the replaced database, of its list and of the backup are done, and the epoch is a new
 * one, so that every device sends again what the backup doesn't have.
 * @throws StoreError `locked`, `unsuitable`, `newer-schema`, `corrupt` (of the backup) …
 */
export async function restoreBackup({
  source,
  folder,
  now,
  erasures: more = [],
}: RestoreOptions): Promise<Restored> {
  const files = storeFiles(folder)
  assertRuntime(files.database)
  checkBackup(source)
  guarded(folder, () => makeFolder(folder))
  const unlock = lockFolder(files.lock)
  try {
    return await guardedAsync(files.database, async () => {
      rmSync(files.staging, { recursive: true, force: true })
      const { identity, erasures } = await prepare(source, files, more, now)
      openErasureList(files.erasures).add(erasures)
      const replaced = swap(files, now())
      return { identity, replaced, erasures: erasures.length }
    })
  } finally {
    rmSync(files.staging, { recursive: true, force: true })
    unlock()
  }
}

function checkBackup(source: string): void {
  if (!existsSync(source)) throw new StoreError('not-found', `There is no file ${source}.`)
  if (inspect(source) === 0) throw new StoreError('unsuitable', `${source} is empty; it is no backup.`)
  const db = openForReading(source)
  try {
    assertWhole(db)
  } finally {
    db.close()
  }
}

async function prepare(
  source: string,
  files: StoreFiles,
  more: readonly string[],
  now: () => number,
): Promise<{ identity: StoreIdentity; erasures: readonly string[] }> {
  const staged = storeFiles(files.staging)
  makeFolder(staged.folder)
  const copy = await startThread({ s: 'backup', path: source, target: staged.database }, ignore, ignore)
  await copy.ended
  const store = await createSqliteStore({ folder: staged.folder, now, role: 'command' })
  try {
    const known = [...more, ...openErasureList(files.erasures).ids(), ...erasuresOf(files.database)]
    const identity = await store.administration.markRestored(known)
    return { identity, erasures: await store.administration.erasures() }
  } finally {
    await store.close()
  }
}

/** Of a database that may be damaged: that is often why it is replaced. The list beside it has them too. */
function erasuresOf(database: string): readonly string[] {
  if (!existsSync(database)) return []
  try {
    if (inspect(database) === 0) return []
    const db = openForReading(database)
    try {
      return db.prepare<[], Uint8Array>('SELECT device_id FROM erasure').pluck().all().map(uuidText)
    } finally {
      db.close()
    }
  } catch {
    return []
  }
}

/** Returns where the replaced database is now. */
function swap(files: StoreFiles, now: number): string | null {
  const replaced = existsSync(files.database)
    ? files.database.replace(/\.db$/, `-replaced-${stampOf(now)}.db`)
    : null
  if (replaced !== null) {
    settle(files.database)
    // Only where it couldn't be settled is there something left beside it.
    for (const companion of files.companions)
      if (existsSync(companion)) renameSync(companion, companion.replace(files.database, replaced))
    keepAs(files.database, replaced)
    syncFolder(files.folder)
  }
  const staged = storeFiles(files.staging).database
  syncFile(staged)
  renameSync(staged, files.database)
  syncFolder(files.folder)
  return replaced
}

/** Brings the log into the file, so that the file is all there is of it. @throws when a command is using it */
function settle(database: string): void {
  try {
    const db = new Database(database, { timeout: 0 })
    try {
      db.pragma('journal_mode = DELETE')
    } finally {
      db.close()
    }
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error
    if (error.code.startsWith('SQLITE_BUSY') || error.code.startsWith('SQLITE_LOCKED'))
      throw new StoreError('locked', `${database} is in use by another program.`, { cause: error })
    // Damaged: it is kept as it is, with its log.
  }
}

/** A second name first, so that there is a database under the usual name at every moment. */
function keepAs(database: string, replaced: string): void {
  try {
    linkSync(database, replaced)
  } catch {
    // A file system without links.
    copyFileSync(database, replaced)
    syncFile(replaced)
  }
}

const ignore = (): void => undefined
