/** A folder with a filled store, and what damages its files. */
import { closeSync, cpSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeEach, vi } from 'vitest'

import { openStore } from '../../../src/main/store/index.ts'
import type { Store } from '../../../src/main/store/index.ts'
import { z } from '../../../src/shared/zod.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { databaseIn, DAY, newInteraction, NOW, openIn, withDatabase, ZONE } from './support.ts'

export const PAGE = 4096
/** The time of the opens that repair, and the folder into which they move what is damaged. */
export const LATER = NOW + 3_600_000
export const MOVED_TO = '20261123T130000Z'

export type Everything = ReturnType<typeof everything>

export function everything(store: Store) {
  return {
    interactions: store.interactions.ofWorkDay(DAY),
    days: store.days.between('2000-01-01', '2100-01-01'),
    pulse: store.pulses.get('2026-Q4'),
    pause: store.state.read('pause', z.unknown()),
  }
}

export const garbage = (length: number) => Buffer.alloc(length, 0xa5)

interface Damaging {
  /** A new folder for every test. */
  directory(): string
  /** Opens the store in it, later; the end of the test closes it. */
  open(): Store
  /** Puts a store into it: a hundred interactions, of which the later fifty came after the backup. */
  fill(backUp?: boolean): Promise<Everything>
  /** Overwrites bytes of the database file, or of another one. */
  overwrite(offset: number, bytes: Buffer, path?: string): void
  /** Pages of a table or an index, by what kind they are. */
  pagesOf(name: string, type: 'leaf' | 'internal' | 'overflow'): number[]
  /** The marker of a program that has met damage, so that the next open looks. */
  suspect(): void
}

/** For all tests of a file. */
export function useDamaging(): Damaging {
  // Every write waits for the disk, which on a busy machine takes its time.
  vi.setConfig({ testTimeout: 30_000 })
  let directory = ''
  beforeEach(() => {
    directory = temporaryFolder()
  })
  /** Made once for all tests: hundreds of durable writes take their time on a busy disk. */
  const made = new Map<boolean, Promise<{ readonly folder: string; readonly all: Everything }>>()
  afterAll(async () => {
    for (const { folder } of await Promise.all(made.values()))
      rmSync(folder, { recursive: true, force: true })
  })
  return {
    directory: () => directory,
    open: () => openIn(directory, () => LATER),
    async fill(backUp = true) {
      const making = made.get(backUp) ?? make(backUp)
      made.set(backUp, making)
      const { folder, all } = await making
      cpSync(folder, directory, { recursive: true })
      return all
    },
    overwrite(offset, bytes, path = databaseIn(directory)) {
      const file = openSync(path, 'r+')
      writeSync(file, bytes, 0, bytes.length, offset)
      closeSync(file)
    },
    pagesOf: (name, type) =>
      withDatabase(directory, (db) =>
        db
          .prepare<[string, string], number>('SELECT pageno FROM dbstat WHERE name = ? AND pagetype = ?')
          .pluck()
          .all(name, type),
      ),
    suspect: () => writeFileSync(join(directory, 'aftercall.running'), 'open\n'),
  }
}

async function make(backUp: boolean): Promise<{ readonly folder: string; readonly all: Everything }> {
  const folder = mkdtempSync(join(tmpdir(), 'aftercall-test-'))
  const store = openStore({ directory: folder, now: () => NOW })
  store.days.open(DAY, ZONE)
  for (let n = 0; n < 100; n++) {
    const { id } = store.interactions.add(newInteraction({ endedAt: NOW + n, queue: `queue ${n}` }))
    if (n % 2 === 0) store.interactions.rate(id, 4)
    if (n % 10 === 0) store.interactions.answer(id, { solved: true, note: `note ${n} `.repeat(180) })
    if (n === 49 && backUp) await store.backUp()
  }
  store.days.smile(DAY, 'happy')
  store.pulses.answer('2026-Q4', 9)
  store.state.write('pause', { until: 5 })
  const all = everything(store)
  store.close()
  return { folder, all }
}
