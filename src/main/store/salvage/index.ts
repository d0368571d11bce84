/** Reads rows out of a damaged database, without SQLite, and puts them into a whole one. */
import type { Database } from 'better-sqlite3'

import { MIGRATIONS } from '../migrations/index.ts'
import { createMerger } from './merge.ts'
import { readableCells } from './read-pages.ts'
import { createRecogniser } from './recognise.ts'

export interface Salvage {
  /** Records that the target didn't have, or only in an earlier state. */
  readonly salvaged: number
  /** Records that there must have been and that are nowhere to be read. */
  readonly unreadable: number
}

/**
 * Merges all that can still be read from `database` and its log into `target`, whose schema is at least of `version`,
 * the version of the damaged file.
 */
export function salvageInto(target: Database, database: string, wal: string, version: number): Salvage {
  const recognise = createRecogniser(version)
  return target
    .transaction((): Salvage => {
      const merger = createMerger(target)
      for (const cell of readableCells(database, wal)) {
        merger.seen(cell)
        const found = recognise(cell)
        if (found !== undefined) merger.row(found)
      }
      return merger.result()
    })
    .immediate()
}

/**
 * The version of a damaged file by the rows of its table `migrations`, which is better evidence than four bytes of a
 * header that may be what is damaged. `undefined`: none was found.
 */
export function salvagedVersion(database: string, wal: string): number | undefined {
  let version: number | undefined
  for (const { rowid, values } of readableCells(database, wal)) {
    if (rowid === undefined || values.length !== 3 || values[0] !== null) continue
    if (values[1] === MIGRATIONS[rowid - 1]?.name) version = Math.max(version ?? 0, rowid)
  }
  return version
}
