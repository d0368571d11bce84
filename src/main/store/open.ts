/** Opens the store: finds out what state the files are in, repairs or migrates them, and puts the parts together. */
import Database from 'better-sqlite3'

import { backUpBeforeMigration, createBackups, listBackups } from './backup.ts'
import { check } from './check.ts'
import { createEraser } from './erase.ts'
import { guardFor, isDamage, StoreError, toStoreError } from './errors.ts'
import { makeFolder } from '../../disk/files.ts'
import { removeTemporaries, storeFiles } from './files.ts'
import type { StoreFiles } from './files.ts'
import { inspect, isTrulyNewer } from './inspect.ts'
import type { Inspection } from './inspect.ts'
import { lockFolder } from './lock.ts'
import { clearMarker, readMarker, writeMarker } from './marker.ts'
import { assertWitnessed, migrate, versionOf } from './migrate.ts'
import { LATEST_VERSION } from './migrations/index.ts'
import type { StoreNotice } from './notices.ts'
import { onCopy } from './on-copy.ts'
import { configure } from './pragmas.ts'
import { recover, resumeRecovery } from './recovery.ts'
import { assertRuntime } from './runtime.ts'
import { createParts } from './store.ts'
import type { Parts, Store } from './store.ts'

export interface OpenOptions {
  /** On a disk of this computer, not on a network: a write-ahead log needs shared memory. Created when missing. */
  readonly directory: string
  /** Epoch ms. */
  readonly now: () => number
  /** UUIDv7 as text; by default one that goes on where the last run ended. */
  readonly newId?: (() => string) | undefined
}

/**
 * Opens the store in a folder, creates it, migrates it, repairs it. `notices` of the result says what was done.
 * @throws StoreError `newer-schema`, `disk-full`, `read-only`, `locked`, `io` or `wrong-runtime`; in all of them the
 *   files are as they were, and trying again is safe
 */
export function openStore(options: OpenOptions): Store {
  const { directory, now } = options
  const files = storeFiles(directory)
  assertRuntime(files.database)
  guardFor(directory)(() => makeFolder(directory))
  const unlock = lockFolder(files.lock)
  try {
    const health = createHealth(files)
    const guard = guardFor(files.database, health.onDamage)
    const prepare = (db: Database.Database) => createParts(db, guard, now, options.newId)
    const { db, parts, notices } = guardFor(files.database)(() => openDatabase(files, now(), prepare))
    const closing = createClosing(db, files, health, unlock)
    const backups = createBackups({
      database: files.database,
      folder: files.backups,
      now,
      onDamage: health.onDamage,
      closed: closing.closed,
    })
    return {
      ...parts,
      ...backups,
      ...createEraser(db, guard, files, backups),
      notices,
      close: () => closing.close(),
    }
  } catch (error) {
    unlock()
    throw error
  }
}

interface Opened {
  readonly db: Database.Database
  readonly parts: Parts
}
type Prepare = (db: Database.Database) => Parts

function openDatabase(
  files: StoreFiles,
  now: number,
  prepare: Prepare,
): Opened & { readonly notices: readonly StoreNotice[] } {
  const notices: StoreNotice[] = []
  const resumed = resumeRecovery(files)
  if (resumed !== undefined) notices.push(resumed)
  const found = inspect(files)
  refuseNewer(files, found)
  removeTemporaries(files.directory)
  removeTemporaries(files.backups)
  try {
    const suspect = isSuspect(files, found)
    const opened = openWhole(files, now, suspect, prepare)
    if (suspect) notices.push({ code: 'unclean-end-checked' })
    return { ...opened, notices }
  } catch (error) {
    if (!isDamageWhileOpening(error, files)) throw error
    notices.push(recover(files, now))
    return { ...openWhole(files, now, false, prepare), notices }
  }
}

function refuseNewer(files: StoreFiles, found: Inspection): void {
  if (found.version <= LATEST_VERSION || !isTrulyNewer(files)) return
  throw new StoreError(
    'newer-schema',
    files.database,
    `${files.database} was written by a newer version of the program (schema ${found.version}; this one knows ${LATEST_VERSION}).`,
  )
}

/** Whether the file is to be checked before it is used. Throws when its bytes already say that it is damaged. */
function isSuspect(files: StoreFiles, found: Inspection): boolean {
  const unclean = readMarker(files.marker) !== 'clean'
  switch (found.kind) {
    case 'present':
      return unclean || found.logLeft
    case 'damaged':
      throw new StoreError('corrupt', files.database, `${files.database} is damaged: ${found.why}.`)
    case 'absent':
      if (listBackups(files.backups).length === 0) return unclean
      // Somebody or something has taken it away.
      throw new StoreError('corrupt', files.database, `${files.database} is gone, its backups are not.`)
  }
}

/** Opens, checks if asked to, and migrates. Closes again whatever goes wrong. */
function openWhole(files: StoreFiles, now: number, suspect: boolean, prepare: Prepare): Opened {
  // From here on SQLite writes; what follows may end in any way.
  if (readMarker(files.marker) === 'clean') writeMarker(files.marker, 'unclean')
  const isChecked = suspect && checkCopy(files)
  const db = new Database(files.database)
  try {
    configure(db)
    if (suspect && !isChecked) check(db)
    else assertWitnessed(db)
    const version = versionOf(db)
    if (version > LATEST_VERSION) {
      throw new StoreError('corrupt', files.database, `${files.database} has a damaged header.`)
    }
    if (version > 0 && version < LATEST_VERSION) backUpBeforeMigration(db, files.backups, now)
    migrate(db, now)
    const parts = prepare(db)
    // What the last run had found is repaired, or was not in this file.
    if (readMarker(files.marker) === 'damage-found') writeMarker(files.marker, 'unclean')
    return { db, parts }
  } catch (error) {
    db.close()
    throw error
  }
}

/**
 * Checks a copy, so that a file which turns out to be damaged is still as it was found. `false` where there is no
 * space for a copy; the file itself is checked then.
 */
function checkCopy(files: StoreFiles): boolean {
  try {
    onCopy(files, check)
    return true
  } catch (error) {
    const known = toStoreError(error, files.database)
    if (known instanceof StoreError && known.code === 'disk-full') return false
    throw error
  }
}

/**
 * Besides what SQLite calls damage: SQL that doesn't fit the tables, when a closer look shows that they are not as they
 * were made. Were they whole, the mistake would be ours, and a repair would only move a good file about.
 */
function isDamageWhileOpening(error: unknown, files: StoreFiles): boolean {
  if (!isSqlError(error)) return isDamage(error)
  try {
    onCopy(files, check)
    return false
  } catch (finding) {
    return isDamage(finding) || isSqlError(finding)
  }
}

function isSqlError(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code === 'SQLITE_ERROR'
}

interface Health {
  readonly onDamage: () => void
  readonly damaged: () => boolean
}

/** Remembers, over a crash too, that a statement of the open store has met damage. */
function createHealth(files: StoreFiles): Health {
  let damaged = false
  return {
    damaged: () => damaged,
    onDamage() {
      if (damaged) return
      damaged = true
      try {
        writeMarker(files.marker, 'damage-found')
      } catch {
        // The marker of a running store is there at any rate, and closing leaves it.
      }
    },
  }
}

function createClosing(db: Database.Database, files: StoreFiles, health: Health, unlock: () => void) {
  let open = true
  return {
    closed: () => !open,
    close() {
      if (!open) return
      open = false
      try {
        db.close()
        if (!health.damaged()) clearMarker(files.marker)
      } catch (error) {
        throw toStoreError(error, files.database)
      } finally {
        unlock()
      }
    },
  }
}
