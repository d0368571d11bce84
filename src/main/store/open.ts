/** Opens the store. */
import { existsSync } from 'node:fs'

import Database from 'better-sqlite3'

import { backUpBeforeMigration, createBackups } from './backup.ts'
import { guardFor, StoreError } from './errors.ts'
import { makeFolder, removeTemporaries, sizeOf, storeFiles } from './files.ts'
import { lockFolder } from './lock.ts'
import { clearMarker, readMarker, writeMarker } from './marker.ts'
import { assertWitnessed, migrate, versionOf } from './migrate.ts'
import { LATEST_VERSION } from './migrations/index.ts'
import type { StoreNotice } from './notices.ts'
import { configure } from './pragmas.ts'
import { assertRuntime } from './runtime.ts'
import { createParts } from './store.ts'
import type { Store } from './store.ts'
import { createUuidV7 } from './uuid.ts'

export interface OpenOptions {
  /** On a disk of this computer, not on a network: a WAL needs shared memory. Created when missing. */
  readonly directory: string
  /** Epoch ms. */
  readonly now: () => number
  /** UUIDv7 as text; by default a monotonic generator over `now`. */
  readonly newId?: (() => string) | undefined
}

export function openStore(options: OpenOptions): Store {
  const { directory, now, newId = createUuidV7(now) } = options
  const files = storeFiles(directory)
  assertRuntime(files.database)
  const notices: StoreNotice[] = []
  guardFor(directory)(() => makeFolder(directory))
  const unlock = lockFolder(files.lock)
  let damaged = false
  const guard = guardFor(files.database, () => {
    damaged = true
  })
  try {
    guard(() => {
      removeTemporaries(directory)
      removeTemporaries(files.backups)
    })
    const db = guard(() => {
      const connection = new Database(files.database)
      configure(connection)
      return connection
    })
    guard(() => {
      if (versionOf(db) > LATEST_VERSION) throw new StoreError('newer-schema', files.database, 'newer')
      if (versionOf(db) > 0 && versionOf(db) < LATEST_VERSION) backUpBeforeMigration(db, files.backups, now())
      migrate(db, now())
      assertWitnessed(db)
    })
    const parts = guard(() => createParts(db, guard, newId))
    let open = true
    return {
      ...parts,
      ...createBackups({
        database: files.database,
        folder: files.backups,
        now,
        onDamage: () => {
          damaged = true
        },
        closed: () => !open,
      }),
      notices,
      close() {
        if (!open) return
        open = false
        db.close()
        if (!damaged) clearMarker(files.marker)
        unlock()
      },
    }
  } catch (error) {
    unlock()
    throw error
  }
}
void [existsSync, sizeOf, readMarker, writeMarker]
