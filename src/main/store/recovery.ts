/**
 * Repairs a damaged database: the newest backup that is whole, plus every row that can still be read from the damaged
 * files. Nothing of the agent's is deleted; the damaged files are moved aside.
 *
 * The order makes it safe to be killed at any point. The repaired database is built beside the damaged one under a
 * temporary name; renaming it to `aftercall.repaired` is the point of no return. From there only names change: the
 * damaged files move aside, the repaired one takes their place. An open that finds `aftercall.repaired` goes on there.
 */
import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'

import Database from 'better-sqlite3'

import { z } from '../../shared/zod.ts'
import { listBackups } from './backup.ts'
import type { BackupFile } from './backup.ts'
import { check } from './check.ts'
import { isDamage } from './errors.ts'
import { makeFolder, putInPlace, stampOf, syncFolder, temporaryName } from '../../disk/files.ts'
import { removeTemporaries } from './files.ts'
import type { StoreFiles } from './files.ts'
import { migrate, versionOf } from './migrate.ts'
import { LATEST_VERSION } from './migrations/index.ts'
import type { RecoveredNotice } from './notices.ts'
import { PAGE_SIZE } from './pragmas.ts'
import { salvagedVersion, salvageInto } from './salvage/index.ts'
import { createState } from './state.ts'

/** Key of the document in which a repaired database says how it came about. */
const REPORT = 'store.recovery'
/** From this version on there are all of TABLES. The steps up to it add tables and change no row of another. */
const ALL_TABLES = 4

const noticeSchema: z.ZodType<RecoveredNotice> = z.strictObject({
  code: z.literal('recovered'),
  movedTo: z.string().nullable(),
  backupFrom: z.number().nullable(),
  salvaged: z.number(),
  unreadable: z.number(),
})

/** Repairs the database, or restores it when it is gone. */
export function recover(files: StoreFiles, now: number): RecoveredNotice {
  const temporary = temporaryName(files.repaired)
  const { db, backup } = openBase(files, temporary)
  let notice: RecoveredNotice
  try {
    const version = salvagedVersion(files.database, files.wal) ?? LATEST_VERSION
    // The power may have failed while the very first tables were made.
    migrate(db, now, Math.max(version, versionOf(db), ALL_TABLES))
    const salvage = salvageInto(db, files.database, files.wal, version)
    // Up to here the rows had the columns of their version.
    migrate(db, now)
    const movedTo = [files.database, files.wal].some((path) => existsSync(path))
      ? freeName(join(files.damaged, stampOf(now)))
      : null
    notice = { code: 'recovered', movedTo, backupFrom: backup?.madeAt ?? null, ...salvage }
    createState(db, (action) => action()).write(REPORT, notice)
    check(db)
  } finally {
    db.close()
  }
  putInPlace(temporary, files.repaired)
  finish(files, notice)
  return notice
}

/** Goes on with a recovery that was cut short after its point of no return; `undefined`: there was none. */
export function resumeRecovery(files: StoreFiles): RecoveredNotice | undefined {
  if (!existsSync(files.repaired)) return undefined
  const notice = readReport(files.repaired)
  if (notice === undefined) {
    // Damaged in its turn. What it was made from is still where it was.
    makeFolder(files.damaged)
    renameSync(files.repaired, freeName(join(files.damaged, basename(files.repaired))))
    return undefined
  }
  finish(files, notice)
  return notice
}

function readReport(path: string): RecoveredNotice | undefined {
  const db = new Database(path)
  try {
    return createState(db, (action) => action()).read(REPORT, noticeSchema)
  } catch (error) {
    if (isDamage(error)) return undefined
    throw error
  } finally {
    db.close()
  }
}

function finish(files: StoreFiles, notice: RecoveredNotice): void {
  if (notice.movedTo !== null) {
    makeFolder(notice.movedTo)
    for (const path of [files.database, ...files.companions]) moveInto(notice.movedTo, path)
    syncFolder(notice.movedTo)
    syncFolder(files.damaged)
  }
  renameSync(files.repaired, files.database)
  syncFolder(files.directory)
}

/** Once the damaged database has moved, what else is found under its name is still part of it. */
function moveInto(folder: string, path: string): void {
  if (existsSync(path)) renameSync(path, join(folder, basename(path)))
}

function freeName(name: string): string {
  if (!existsSync(name)) return name
  let n = 2
  while (existsSync(`${name}-${n}`)) n++
  return `${name}-${n}`
}

/** The newest whole backup, as a copy under `temporary`; without one an empty database. */
function openBase(files: StoreFiles, temporary: string): { db: Database.Database; backup?: BackupFile } {
  for (const backup of listBackups(files.backups)) {
    removeTemporaries(files.directory)
    copyFileSync(backup.path, temporary)
    const db = openWhole(temporary)
    if (db !== undefined) return { db, backup }
  }
  removeTemporaries(files.directory)
  rmSync(temporary, { force: true })
  return { db: openPlain(temporary) }
}

/** `undefined` when the file is damaged too, or of a newer version. */
function openWhole(path: string): Database.Database | undefined {
  const db = openPlain(path)
  try {
    check(db)
    if (versionOf(db) >= 1 && versionOf(db) <= LATEST_VERSION) return db
  } catch (error) {
    if (!isDamage(error)) {
      db.close()
      throw error
    }
  }
  db.close()
  return undefined
}

/** One file without a log, so that it can be renamed. It is synced once, before it counts: see `putInPlace`. */
function openPlain(path: string): Database.Database {
  const db = new Database(path)
  db.pragma('journal_mode = MEMORY')
  db.pragma('synchronous = OFF')
  db.pragma(`page_size = ${PAGE_SIZE}`)
  return db
}
