/**
 * Copies a database that is in use. SQLite's own backup API ends with writing and syncing the whole copy at once on
 * the main thread (23 ms with five years of data and a fast disk, far more with a slow one). This copies rows from a
 * snapshot in slices, syncs in libuv's thread pool, reads every row on the way, so that damage is found and never
 * copied, and leaves a compact file.
 */
import { open } from 'node:fs/promises'
import { rmSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'

import Database from 'better-sqlite3'

import { StoreError } from './errors.ts'
import { assertWitnessed, migrate } from './migrate.ts'
import { PAGE_SIZE } from './pragmas.ts'
import { NOT_COPIED, TABLES, type TableName } from './tables.ts'

/** Rows a slice: a few milliseconds. */
const SLICE = 500

/**
 * Writes the present content of `source` (open elsewhere in this process, at the latest version) to `target`, which
 * is on the disk when the promise resolves.
 */
export async function writeCopy(
  source: string,
  target: string,
  now: number,
  cancelled: () => boolean,
): Promise<void> {
  rmSync(target, { force: true })
  const db = new Database(target)
  try {
    // A file that fails is thrown away, so it needs no journal; it is synced once, at the end.
    db.pragma(`page_size = ${PAGE_SIZE}`)
    db.pragma('journal_mode = OFF')
    db.pragma('synchronous = OFF')
    // Written out as it grows, not all at the end.
    db.pragma('cache_size = -1000')
    migrate(db, now)
    db.prepare('ATTACH ? AS source').run(source)
    db.exec('BEGIN')
    for (const table of TABLES) await copyTable(db, table, cancelled)
    db.exec('COMMIT')
    assertWitnessed(db)
  } finally {
    db.close()
  }
  const file = await open(target, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
  refuseIf(cancelled, target)
}

function refuseIf(cancelled: () => boolean, target: string): void {
  if (cancelled()) throw new StoreError('io', target, `${target} was not finished: it is no longer wanted.`)
}

async function copyTable(db: Database.Database, table: TableName, cancelled: () => boolean): Promise<void> {
  const columns = db
    .prepare<[table: string], string>('SELECT name FROM pragma_table_info(?)')
    .pluck()
    .all(table)
    .join(', ')
  const last = Number(db.prepare(`SELECT coalesce(max(seq), 0) FROM source.${table}`).pluck().get())
  const slice = db.prepare<[after: number, upTo: number]>(
    `INSERT INTO main.${table} (${columns}) SELECT ${columns} FROM source.${table}
     WHERE seq > ? AND seq <= ?${table === 'state' ? ` AND NOT (${NOT_COPIED})` : ''} ORDER BY seq`,
  )
  for (let seq = 0; seq < last; seq += SLICE) {
    slice.run(seq, seq + SLICE)
    await setImmediate()
    refuseIf(cancelled, db.name)
  }
}
