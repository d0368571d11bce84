/** Erases everything that the agent has left on this computer. */
import { rmSync } from 'node:fs'

import type { Database } from 'better-sqlite3'

import type { Backups } from './backup.ts'
import { StoreError } from './errors.ts'
import type { Guard } from './errors.ts'
import { syncFolder } from '../../disk/files.ts'
import type { StoreFiles } from './files.ts'

export interface Eraser {
  /**
   * Removes every record, the state documents that `keepState` doesn't name, the backups and the damaged files put
   * aside. What the database file held is overwritten, and the log is cut. Resolves when that is so; the store goes on,
   * empty. Interrupted or refused (a full disk), some of it may be left: again is safe. With five years of data it
   * takes a few tenths of a second in one piece, once in a life.
   */
  eraseAll(keepState: readonly string[]): Promise<void>
}

export function createEraser(
  db: Database,
  guard: Guard,
  files: StoreFiles,
  backups: Pick<Backups, 'cancelBackUp'>,
): Eraser {
  const erase = db.transaction((keepState: readonly string[]) => {
    // Without a WHERE SQLite drops whole pages, and overwrites them: see `secure_delete` in pragmas.ts.
    for (const table of ['interactions', 'days', 'pulses', 'compared', 'confirmed_anew'])
      db.exec(`DELETE FROM ${table}`)
    const kept = JSON.stringify(keepState)
    db.prepare('DELETE FROM state WHERE key NOT IN (SELECT value FROM json_each(?))').run(kept)
  })
  return {
    async eraseAll(keepState) {
      // It reads from an older state of the database, and would write that down afterwards.
      await backups.cancelBackUp()
      guard(() => {
        // The copies go first: nobody looks for them once the database is empty.
        for (const folder of [files.backups, files.damaged]) rmSync(folder, { recursive: true, force: true })
        syncFolder(files.directory)
        erase.immediate(keepState)
        // The first column of the answer: whether somebody was in the way.
        if (db.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) !== 0) {
          throw new StoreError('locked', db.name, `${db.name} is being read: its log could not be cut.`)
        }
      })
    },
  }
}
