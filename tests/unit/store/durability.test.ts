import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import Database from 'better-sqlite3'
import { describe, expect, it, vi } from 'vitest'

import { openStore } from '../../../src/main/store/index.ts'
import { assertRuntime } from '../../../src/main/store/runtime.ts'
import { z } from '../../../src/shared/zod.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { databaseIn, DAY, newInteraction, NOW, openIn, refusalOf, withDatabase } from './support.ts'

// Every write waits for the disk, which on a busy machine takes its time.
vi.setConfig({ testTimeout: 30_000 })

const CHILD = fileURLToPath(new URL('killed-child.ts', import.meta.url))

/** The pragmas of the store's own connection: the driver is watched while the store opens. */
function pragmasOfStoreIn(directory: string, names: readonly string[]): Record<string, unknown> {
  const pragma = vi.spyOn(Database.prototype, 'pragma')
  const store = openStore({ directory, now: () => NOW })
  const connection = pragma.mock.contexts
    .filter((context) => context instanceof Database)
    .find((db) => db.name === databaseIn(directory))
  pragma.mockRestore()
  const values = Object.fromEntries(names.map((name) => [name, connection?.pragma(name, { simple: true })]))
  store.close()
  return values
}

describe('the connection', () => {
  it('syncs every commit (synchronous=FULL), at the first open and when an existing file is opened again', () => {
    const directory = temporaryFolder()
    const names = [
      'journal_mode',
      'synchronous',
      'foreign_keys',
      'busy_timeout',
      'locking_mode',
      'secure_delete',
    ]
    for (let open = 0; open < 3; open++) {
      expect(pragmasOfStoreIn(directory, names)).toEqual({
        journal_mode: 'wal',
        synchronous: 2,
        foreign_keys: 1,
        busy_timeout: 1000,
        locking_mode: 'normal',
        secure_delete: 1,
      })
    }
  })

  it('would say NORMAL if the store did not ask for more: the reason for asking at every open', () => {
    const directory = temporaryFolder()
    openStore({ directory, now: () => NOW }).close()
    expect(withDatabase(directory, (db) => db.pragma('synchronous', { simple: true }))).toBe(1)
  })
})

describe('an end without close', () => {
  it('loses nothing: the rows are in the log that the killed process has left', () => {
    const directory = temporaryFolder()
    const { stdout, signal } = spawnSync(process.execPath, [CHILD, directory], { encoding: 'utf8' })
    expect(signal).toBe('SIGKILL')
    const ids = stdout.trim().split('\n')
    expect(ids).toHaveLength(20)
    expect(statSync(`${databaseIn(directory)}-wal`).size).toBeGreaterThan(0)

    // As somebody would rescue it: the two files alone, in another folder.
    const rescued = join(directory, 'rescued')
    mkdirSync(rescued)
    for (const end of ['', '-wal']) copyFileSync(databaseIn(directory) + end, databaseIn(rescued) + end)
    for (const folder of [rescued, directory]) {
      const store = openIn(folder)
      expect(store.notices).toEqual([{ code: 'unclean-end-checked' }])
      expect(store.interactions.ofWorkDay(DAY).map(({ id, rating }) => [id, rating])).toEqual(
        ids.map((id, n) => [id, (n % 5) + 1]),
      )
    }
  })

  it('is noticed once; a clean end leaves neither a log nor a notice', () => {
    const directory = temporaryFolder()
    spawnSync(process.execPath, [CHILD, directory])
    openStore({ directory, now: () => NOW }).close()
    expect(existsSync(`${databaseIn(directory)}-wal`)).toBe(false)
    expect(openIn(directory).notices).toEqual([])
    expect(readdirSync(directory)).not.toContain('damaged')
  })

  it('in a transaction of a file that has no log yet is rolled back', () => {
    const directory = temporaryFolder()
    openStore({ directory, now: () => NOW }).close()
    const killed = join(directory, 'killed')
    mkdirSync(killed)
    withDatabase(directory, (db) => {
      db.pragma('journal_mode = DELETE')
      db.pragma('cache_size = 1')
      db.exec('BEGIN')
      // Larger than the cache, so that half of it is in the file already.
      db.exec(`INSERT INTO state (key, value) VALUES ('a', json_quote(hex(zeroblob(500000))))`)
      for (const end of ['', '-journal']) copyFileSync(databaseIn(directory) + end, databaseIn(killed) + end)
      db.exec('ROLLBACK')
    })
    expect(statSync(`${databaseIn(killed)}-journal`).size).toBeGreaterThan(0)
    writeFileSync(join(killed, 'aftercall.running'), 'open\n')
    const store = openIn(killed)
    expect(store.notices).toEqual([{ code: 'unclean-end-checked' }])
    expect(store.state.read('a', z.string())).toBeUndefined()
  })

  it('while the file was first being made is no damage', () => {
    const directory = temporaryFolder()
    openStore({ directory, now: () => NOW }).close()
    const empty = join(directory, 'empty')
    mkdirSync(empty)
    new Database(databaseIn(empty)).pragma('journal_mode = WAL')
    const store = openIn(empty)
    expect(store.interactions.add(newInteraction())).toMatchObject({ revision: 0 })
    expect(store.notices.filter(({ code }) => code === 'recovered')).toEqual([])
  })
})

describe('a second program in the same folder', () => {
  it('is refused, and gets in once the first has closed', () => {
    const directory = temporaryFolder()
    const first = openIn(directory)
    expect(refusalOf(() => openStore({ directory, now: () => NOW }))).toBe('locked')
    first.interactions.add(newInteraction())
    first.close()
    first.close()
    expect(openIn(directory).interactions.waiting()).toHaveLength(1)
  })
})

describe('a Node.js that is too old for the driver', () => {
  it('is told so in a sentence, before the driver takes the process down', () => {
    const on = (node: string) => () => assertRuntime('/data/aftercall.db', { node })
    expect(on('20.20.2')).toThrow(
      'The store needs Node.js 22 or newer; this is 20.20.2. /data/aftercall.db was not opened.',
    )
    expect(refusalOf(on('20.20.2'))).toBe('wrong-runtime')
    for (const version of ['22.0.0', '24.4.1', '26.10.0']) expect(on(version)).not.toThrow()
  })
})
