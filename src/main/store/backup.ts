/** Backups: daily and before a migration. */
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'

import Database from 'better-sqlite3'

import { writeCopy } from './copy.ts'
import { isDamage, toStoreError } from './errors.ts'
import { makeFolder, putInPlace, stampOf, syncFolder, temporaryName } from '../../disk/files.ts'
import { instantOf } from './files.ts'
import { versionOf } from './migrate.ts'
import { NOT_COPIED } from './tables.ts'

/** How many of each kind are kept. */
const KEEP = { daily: 7, migration: 3 } as const
/** A little less than a day, so that a shift that begins earlier than yesterday's still gets its backup. */
const DUE_AFTER_MS = 20 * 60 * 60 * 1000

export interface BackupFile {
  readonly path: string
  readonly kind: keyof typeof KEEP
  /** Epoch ms. */
  readonly madeAt: number
}

export interface Backups {
  /** Copies the database into the folder of backups, in slices between which the program goes on. */
  backUp(): Promise<BackupFile>
  /** The same when the newest daily backup is about a day old; `undefined` when it isn't. */
  backUpIfDue(): Promise<BackupFile | undefined>
  /** A backup that is being made comes to nothing (its promise rejects); resolves when nothing of it is left. */
  cancelBackUp(): Promise<void>
}

/** The backups in a folder, newest first. */
export function listBackups(folder: string): BackupFile[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .flatMap((name): BackupFile[] => {
      const match = /^(daily|before-\d{4})-(\d{8}T\d{6}Z)\.db$/.exec(name)
      const madeAt = instantOf(match?.[2] ?? '')
      if (madeAt === undefined) return []
      return [{ path: join(folder, name), kind: match?.[1] === 'daily' ? 'daily' : 'migration', madeAt }]
    })
    .sort((a, b) => b.madeAt - a.madeAt)
}

/** Before a migration, in one go: nothing else runs yet. */
export function backUpBeforeMigration(db: Database.Database, folder: string, now: number): void {
  makeFolder(folder)
  const next = String(versionOf(db) + 1).padStart(4, '0')
  const path = join(folder, `before-${next}-${stampOf(now)}.db`)
  const temporary = temporaryName(path)
  rmSync(temporary, { force: true })
  // Compact, whole, and at the version of the file (https://sqlite.org/lang_vacuum.html#vacuuminto).
  db.prepare('VACUUM INTO ?').run(temporary)
  leaveOut(temporary)
  putInPlace(temporary, path)
  prune(folder, 'migration')
}

/** Takes out of a copy that is still unfinished what no backup is to have, and overwrites where it was. */
function leaveOut(path: string): void {
  const copy = new Database(path)
  try {
    // A file that fails is thrown away, so it needs no journal, which would have the words once more.
    copy.pragma('journal_mode = OFF')
    copy.pragma('synchronous = OFF')
    copy.pragma('secure_delete = ON')
    const hasState = copy.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'state'`).get() !== undefined
    if (hasState) copy.exec(`DELETE FROM state WHERE ${NOT_COPIED}`)
  } finally {
    copy.close()
  }
}

/** What `backUp` needs of the store that is open. */
export interface BackupSource {
  readonly database: string
  readonly folder: string
  readonly now: () => number
  /** Reading the source for the copy has met damage. */
  readonly onDamage: () => void
  /** Whether the store has been closed meanwhile. */
  readonly closed: () => boolean
}

export function createBackups(source: BackupSource): Backups {
  let running: Promise<BackupFile> | undefined
  let cancelled = false
  const isCancelled = () => cancelled || source.closed()

  const backUp = async (): Promise<BackupFile> => {
    const madeAt = source.now()
    const path = join(source.folder, `daily-${stampOf(madeAt)}.db`)
    const temporary = temporaryName(path)
    try {
      makeFolder(source.folder)
      await writeCopy(source.database, temporary, madeAt, isCancelled)
      renameSync(temporary, path)
      syncFolder(source.folder)
    } catch (error) {
      if (isDamage(error)) source.onDamage()
      await rm(temporary, { force: true })
      throw toStoreError(error, path)
    }
    prune(source.folder, 'daily')
    return { path, kind: 'daily', madeAt }
  }
  const once = (): Promise<BackupFile> => {
    running ??= backUp().finally(() => {
      running = undefined
      cancelled = false
    })
    return running
  }

  return {
    backUp: once,
    async backUpIfDue() {
      const newest = listBackups(source.folder).find(({ kind }) => kind === 'daily')
      // A backup from the future is a clock that was wrong: it doesn't put the next one off.
      const age = newest === undefined ? Number.POSITIVE_INFINITY : Math.abs(source.now() - newest.madeAt)
      return age < DUE_AFTER_MS ? undefined : once()
    },
    async cancelBackUp() {
      if (running === undefined) return
      cancelled = true
      await running.catch(() => undefined)
    },
  }
}

function prune(folder: string, kind: BackupFile['kind']): void {
  const old = listBackups(folder)
    .filter((backup) => backup.kind === kind)
    .slice(KEEP[kind])
  for (const { path } of old) rmSync(path, { force: true })
}
