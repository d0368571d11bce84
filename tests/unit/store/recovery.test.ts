/** A damaged database is repaired from the backup and from what can still be read; nothing of the agent's is deleted. */
import { spawnSync } from 'node:child_process'
import {
  closeSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import Database from 'better-sqlite3'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'

import { openStore } from '../../../src/main/store/index.ts'
import type { Store } from '../../../src/main/store/index.ts'
import { migrate } from '../../../src/main/store/migrate.ts'
import { configure } from '../../../src/main/store/pragmas.ts'
import type { Interaction } from '../../../src/shared/records.ts'
import { z } from '../../../src/shared/zod.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import {
  contentsOf,
  databaseIn,
  DAY,
  newInteraction,
  NOW,
  openIn,
  refusalOf,
  withDatabase,
  ZONE,
} from './support.ts'

// Every write waits for the disk, which on a busy machine takes its time.
vi.setConfig({ testTimeout: 30_000 })

const PAGE = 4096
const MOVED_TO = '20261123T130000Z'
/** The time of the opens that repair. */
const LATER = NOW + 3_600_000

let directory: string
beforeEach(() => {
  directory = temporaryFolder()
})

const open = (): Store => openIn(directory, () => LATER)
const everything = (store: Store) => ({
  interactions: store.interactions.ofWorkDay(DAY),
  days: store.days.between('2000-01-01', '2100-01-01'),
  pulse: store.pulses.get('2026-Q4'),
  pause: store.state.read('pause', z.unknown()),
})

type Everything = ReturnType<typeof everything>

/** Made once for all tests: hundreds of durable writes take their time on a busy disk. */
const made = new Map<boolean, Promise<{ readonly folder: string; readonly all: Everything }>>()
afterAll(async () => {
  for (const { folder } of await Promise.all(made.values())) rmSync(folder, { recursive: true, force: true })
})

/** Puts a store into the folder: a hundred interactions, of which the later fifty came after the backup. */
async function fill(backUp = true): Promise<Everything> {
  const making = made.get(backUp) ?? make(backUp)
  made.set(backUp, making)
  const { folder, all } = await making
  cpSync(folder, directory, { recursive: true })
  return all
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

/** Overwrites bytes of the database file. */
function overwrite(offset: number, bytes: Buffer, path = databaseIn(directory)): void {
  const file = openSync(path, 'r+')
  writeSync(file, bytes, 0, bytes.length, offset)
  closeSync(file)
}

const garbage = (length: number) => Buffer.alloc(length, 0xa5)

/** Pages of a table or an index, by what kind they are. */
function pagesOf(name: string, type: 'leaf' | 'internal' | 'overflow'): number[] {
  return withDatabase(directory, (db) =>
    db
      .prepare<[string, string], number>('SELECT pageno FROM dbstat WHERE name = ? AND pagetype = ?')
      .pluck()
      .all(name, type),
  )
}

/** The marker of a program that has met damage, so that the next open looks. */
const suspect = () => writeFileSync(join(directory, 'aftercall.running'), 'open\n')

describe('a damaged file is put together again completely', () => {
  it.each([
    ['its header is overwritten', () => overwrite(0, garbage(100))],
    ['its first page is overwritten', () => overwrite(0, garbage(PAGE))],
    ['its name of the format is wrong', () => overwrite(3, Buffer.from([0]))],
    ['its page size is wrong', () => overwrite(16, Buffer.from([0x20, 0x00]))],
    ['it says that it is of another program', () => overwrite(68, Buffer.from([1, 2, 3, 4]))],
    ['it says that its schema is older', () => overwrite(60, Buffer.from([0, 0, 0, 2]))],
    ['it says that it has no schema', () => overwrite(60, Buffer.alloc(4))],
    ['the interior page of a table is gone', () => damagePages('interactions', 'internal')],
    ['the index of ids is gone', () => damagePages('sqlite_autoindex_interactions_1', 'leaf')],
    ['the index of days is gone', () => damagePages('interactions_by_work_day', 'leaf')],
    [
      'the definition of a table is changed',
      () => changeInFile('rating INTEGER CHECK', 'rasing INTEGER CHECK'),
    ],
  ])('when %s', async (_, damage) => {
    const all = await fill()
    damage()
    suspect()
    const store = open()
    expect(store.notices).toEqual([
      {
        code: 'recovered',
        movedTo: join(directory, 'damaged', MOVED_TO),
        backupFrom: NOW,
        salvaged: 53,
        unreadable: 0,
      },
    ])
    expect(everything(store)).toEqual(all)
    // And it is a store like any other.
    store.interactions.rate(store.interactions.add(newInteraction()).id, 1)
    store.close()
    expect(open().notices).toEqual([])
  })

  it('without any backup too', async () => {
    const all = await fill(false)
    overwrite(0, garbage(PAGE))
    const store = open()
    expect(store.notices).toMatchObject([
      { code: 'recovered', backupFrom: null, salvaged: 103, unreadable: 0 },
    ])
    expect(everything(store)).toEqual(all)
  })

  it('when it is not a database at all any more, from the backup alone', async () => {
    await fill()
    writeFileSync(databaseIn(directory), 'sold to the highest bidder')
    const store = open()
    expect(store.notices).toMatchObject([{ code: 'recovered', backupFrom: NOW, salvaged: 0, unreadable: 0 }])
    expect(store.interactions.ofWorkDay(DAY)).toHaveLength(50)
  })

  it('when it is gone and there is a backup', async () => {
    await fill()
    rmSync(databaseIn(directory))
    const store = open()
    expect(store.notices).toEqual([
      { code: 'recovered', movedTo: null, backupFrom: NOW, salvaged: 0, unreadable: 0 },
    ])
    expect(store.interactions.ofWorkDay(DAY)).toHaveLength(50)
  })

  function damagePages(name: string, type: 'leaf' | 'internal'): void {
    const pages = pagesOf(name, type)
    expect(pages).not.toEqual([])
    for (const page of pages) overwrite((page - 1) * PAGE, garbage(PAGE))
  }

  function changeInFile(text: string, other: string): void {
    const content = readFileSync(databaseIn(directory))
    overwrite(content.indexOf(text), Buffer.from(other))
  }
})

describe('what can not be read', () => {
  it('is counted, and all else is there', async () => {
    const all = await fill()
    const [lost] = pagesOf('interactions', 'leaf').slice(-1)
    const there = contentsOf(directory).get(databaseIn(directory)) ?? Buffer.alloc(0)
    const page = there.subarray((Number(lost) - 1) * PAGE, Number(lost) * PAGE)
    const ids = all.interactions.filter(({ id }) => page.includes(Buffer.from(id.replaceAll('-', ''), 'hex')))
    expect(ids.length).toBeGreaterThan(1)
    overwrite((Number(lost) - 1) * PAGE, garbage(PAGE))
    suspect()
    const store = open()
    expect(store.notices).toMatchObject([{ code: 'recovered', backupFrom: NOW, unreadable: ids.length }])
    const missing = new Set(ids.map(({ id }) => id))
    expect(everything(store).interactions).toEqual(all.interactions.filter(({ id }) => !missing.has(id)))
  })

  it('of a row costs no rating when it is not the rating', async () => {
    const all = await fill(false)
    const content = readFileSync(databaseIn(directory))
    // The first row: "voice" becomes a channel that there is none of, and its zone isn't UTF-8 any more.
    const at = content.indexOf('voiceinbound')
    overwrite(at, Buffer.from('vaice'))
    suspect()
    const store = open()
    const rows = everything(store).interactions
    const changed = rows.filter(
      ({ id, channel }) => channel !== all.interactions.find((one) => one.id === id)?.channel,
    )
    expect(changed).toHaveLength(1)
    expect(rows.map(({ id, rating, note }) => [id, rating, note])).toEqual(
      all.interactions.map(({ id, rating, note }) => [id, rating, note]),
    )
    expect(changed).toMatchObject([{ channel: 'unknown' }])
  })
})

describe('the id of a row with a flipped bit', () => {
  it('is taken from the indexes that name it, so that the record stays the same one', async () => {
    const all = await fill(false)
    const victim = all.interactions[40]?.id ?? ''
    const bytes = Buffer.from(victim.replaceAll('-', ''), 'hex')
    const content = readFileSync(databaseIn(directory))
    const page = pagesOf('interactions', 'leaf').find((n) =>
      content.subarray((n - 1) * PAGE, n * PAGE).includes(bytes),
    )
    const at = content.indexOf(bytes, (Number(page) - 1) * PAGE) + 11
    overwrite(at, Buffer.from([(content[at] ?? 0) ^ 1]))
    suspect()
    const store = open()
    expect(store.notices).toMatchObject([{ code: 'recovered', unreadable: 0 }])
    expect(everything(store)).toEqual(all)
  })
})

describe('what the sync knows of records', () => {
  it('comes back with them: confirmed, refused, to be sent once more; what may be lost is empty', async () => {
    const store = openStore({ directory, now: () => NOW })
    const rated = () => store.interactions.rate(store.interactions.add(newInteraction()).id, 3).id
    const [synced, again, waiting, refused] = [rated(), rated(), rated(), rated()]
    store.markSynced([synced, again].map((id) => ({ kind: 'interaction', id, revision: 1 })))
    await store.backUp()
    store.markForResend(DAY, 'a/b')
    store.markSynced([{ kind: 'interaction', id: synced, revision: 1 }])
    store.markRefused([{ kind: 'interaction', id: refused, revision: 1, code: 'invalid' }])
    store.close()
    overwrite(0, garbage(PAGE))
    const repaired = open()
    expect(repaired.notices).toMatchObject([{ code: 'recovered', unreadable: 0 }])
    expect(repaired.pending(10).map(({ record }) => record.id)).toEqual([again, waiting])
    expect(repaired.refused(10)).toMatchObject([{ id: refused, code: 'invalid' }])
    expect(repaired.compared().size).toBe(0)
    // And it can be used.
    repaired.markForResend(DAY, 'c/d')
    expect(repaired.pendingCount()).toBe(3)
  })
})

describe('a database that was damaged before it had all its tables', () => {
  it.each([1, 2, 3])('is repaired: version %i', (version) => {
    const db = new Database(databaseIn(directory))
    configure(db)
    migrate(db, NOW, version)
    db.close()
    overwrite(0, garbage(16))
    const repaired = open()
    expect(repaired.notices).toMatchObject([{ code: 'recovered', unreadable: 0 }])
    const { id } = repaired.interactions.add(newInteraction())
    expect(repaired.interactions.rate(id, 4).rating).toBe(4)
  })
})

describe('the damaged files', () => {
  it('are moved aside, byte for byte', async () => {
    await fill()
    overwrite(0, garbage(PAGE))
    for (const end of ['-wal', '-shm']) writeFileSync(databaseIn(directory) + end, garbage(5000))
    const before = contentsOf(directory)
    open()
    for (const end of ['', '-wal', '-shm']) {
      const path = databaseIn(directory) + end
      expect(readFileSync(join(directory, 'damaged', MOVED_TO, basename(path)))).toEqual(before.get(path))
    }
  })

  it('of two repairs in the same second do not meet', async () => {
    await fill()
    for (let n = 0; n < 3; n++) {
      overwrite(0, garbage(PAGE))
      open().close()
    }
    expect(readdirSync(join(directory, 'damaged')).sort()).toEqual([
      MOVED_TO,
      `${MOVED_TO}-2`,
      `${MOVED_TO}-3`,
    ])
  })
})

describe('a backup that is damaged too', () => {
  it('is passed over for the one before it, and left where it is', async () => {
    const all = await fill()
    const store = openStore({ directory, now: () => NOW + 60_000 })
    const { path } = await store.backUp()
    store.close()
    overwrite(PAGE, garbage(2 * PAGE), path)
    overwrite(0, garbage(PAGE))
    const before = readFileSync(path)
    const repaired = open()
    expect(repaired.notices).toMatchObject([{ backupFrom: NOW, salvaged: 53 }])
    expect(everything(repaired)).toEqual(all)
    expect(readFileSync(path)).toEqual(before)
  })
})

describe('a row that is both in the backup and in the damaged file', () => {
  it('is taken in its later state: the higher revision, else the more advanced, else the later', async () => {
    const store = openStore({ directory, now: () => NOW })
    const add = () => store.interactions.add(newInteraction())
    const [rated, prompted, noted, removed] = [add(), add(), add(), add()]
    store.interactions.answer(noted.id, { note: 'first thought' })
    await store.backUp()
    store.interactions.rate(rated.id, 2)
    store.interactions.withdraw(rated.id)
    store.interactions.rate(rated.id, 1)
    store.interactions.markPrompted([prompted.id], NOW)
    store.interactions.answer(noted.id, { note: 'second thought' })
    store.interactions.remove(removed.id)
    const ids = [rated, prompted, noted, removed].map(({ id }) => id)
    const present = (from: Store): (Interaction | undefined)[] => ids.map((id) => from.interactions.get(id))
    const before = present(store)
    store.close()
    overwrite(0, garbage(100))
    const repaired = open()
    expect(present(repaired)).toEqual(before)
    expect(repaired.notices).toMatchObject([{ salvaged: 4, unreadable: 0 }])
  })

  it('is taken from the backup where the backup is ahead', async () => {
    await fill()
    const old = readFileSync(databaseIn(directory))
    const store = openStore({ directory, now: () => NOW + 60_000 })
    const [first] = store.interactions.ofWorkDay(DAY)
    store.interactions.rate(first?.id ?? '', 1)
    const all = everything(store)
    await store.backUp()
    store.close()
    writeFileSync(databaseIn(directory), old)
    overwrite(0, garbage(100))
    const repaired = open()
    expect(everything(repaired)).toEqual(all)
    expect(repaired.notices).toMatchObject([{ salvaged: 0, unreadable: 0 }])
  })
})

describe('a flipped bit in the middle of the log of a killed process', () => {
  const CHILD = fileURLToPath(new URL('killed-child.ts', import.meta.url))
  const FRAME = 24 + PAGE

  // SQLite itself reads such a log up to the damage, says that all is well, and forgets the ratings behind it.
  it.each([
    ['the content of a page', 32 + 30 * FRAME + 24 + 1000],
    ['the checksum of a page', 32 + 30 * FRAME + 17],
    ['the salt of a page', 32 + 30 * FRAME + 9],
    ['the header of the log', 12],
  ])('costs no acknowledged rating: %s', (_, offset) => {
    const ids = spawnSync(process.execPath, [CHILD, directory], { encoding: 'utf8' })
      .stdout.trim()
      .split('\n')
    const wal = `${databaseIn(directory)}-wal`
    const [byte = 0] = readFileSync(wal).subarray(offset, offset + 1)
    overwrite(offset, Buffer.from([byte ^ 0x10]), wal)
    const store = open()
    expect(store.notices).toMatchObject([{ code: 'recovered' }])
    expect(store.interactions.ofWorkDay(DAY).map(({ id, rating }) => [id, rating])).toEqual(
      ids.map((id, n) => [id, (n % 5) + 1]),
    )
  })
})

describe('damage that shows while the store is open', () => {
  it('is a StoreError, remembered over the close, and repaired at the next open', async () => {
    const all = await fill()
    const running = openStore({ directory, now: () => NOW })
    for (const page of pagesOf('interactions', 'leaf').slice(0, 3))
      overwrite((page - 1) * PAGE, garbage(PAGE))
    expect(refusalOf(() => running.interactions.ofWorkDay(DAY))).toBe('corrupt')
    running.close()
    const store = open()
    expect(store.notices).toMatchObject([{ code: 'recovered', backupFrom: NOW }])
    expect(everything(store).interactions).toEqual(all.interactions)
  })

  it('is found by the backup, which is then not made', async () => {
    await fill()
    const running = openStore({ directory, now: () => NOW + 60_000 })
    for (const page of pagesOf('interactions', 'leaf').slice(0, 3))
      overwrite((page - 1) * PAGE, garbage(PAGE))
    await expect(running.backUp()).rejects.toMatchObject({ code: 'corrupt' })
    expect(readdirSync(join(directory, 'backups'))).toEqual(['daily-20261123T120000Z.db'])
    running.close()
    expect(open().notices).toMatchObject([{ code: 'recovered' }])
  })
})

describe('a repair that is cut short', () => {
  /** The folder as it was before the repair, with the repaired database beside it: right after the point of no return. */
  async function cutShort() {
    const all = await fill()
    overwrite(0, garbage(PAGE))
    const aside = temporaryFolder()
    cpSync(directory, aside, { recursive: true })
    openStore({ directory: aside, now: () => LATER }).close()
    cpSync(databaseIn(aside), join(directory, 'aftercall.repaired'))
    return all
  }

  it.each([
    ['before anything has moved', () => undefined],
    [
      'after the damaged file has moved',
      (folder: string) => {
        mkdirSync(folder, { recursive: true })
        renameSync(databaseIn(directory), join(folder, 'aftercall.db'))
      },
    ],
  ])('%s is finished at the next open, with its notice', async (_, goOn) => {
    const all = await cutShort()
    const damaged = readFileSync(databaseIn(directory))
    // The report in the repaired file names the folder it was made for.
    const report = join(directory, 'damaged', MOVED_TO)
    renameReport(report)
    goOn(report)
    const store = open()
    expect(store.notices).toMatchObject([{ code: 'recovered', movedTo: report, salvaged: 53 }])
    expect(everything(store)).toEqual(all)
    expect(readFileSync(join(report, 'aftercall.db'))).toEqual(damaged)
    expect(readdirSync(directory)).not.toContain('aftercall.repaired')
  })

  it('before its point of no return starts over', async () => {
    const all = await fill()
    overwrite(0, garbage(PAGE))
    writeFileSync(join(directory, 'aftercall.repaired.tmp'), garbage(5000))
    expect(everything(open())).toEqual(all)
    expect(readdirSync(directory)).not.toContain('aftercall.repaired.tmp')
  })

  it('whose result was damaged in its turn starts over, and deletes nothing', async () => {
    const all = await cutShort()
    writeFileSync(join(directory, 'aftercall.repaired'), garbage(3 * PAGE))
    const store = open()
    expect(everything(store)).toEqual(all)
    expect(readFileSync(join(directory, 'damaged', 'aftercall.repaired'))).toEqual(garbage(3 * PAGE))
  })

  function renameReport(movedTo: string): void {
    const repaired = join(directory, 'aftercall.repaired')
    const folder = temporaryFolder()
    renameSync(repaired, databaseIn(folder))
    withDatabase(folder, (db) => {
      db.pragma('journal_mode = DELETE')
      db.prepare(`UPDATE state SET value = json_set(value, '$.movedTo', ?) WHERE key = 'store.recovery'`).run(
        movedTo,
      )
    })
    renameSync(databaseIn(folder), repaired)
  }
})

describe('a whole file', () => {
  it('is not repaired because of a mistake in our own SQL', async () => {
    await fill()
    const prepare = vi.spyOn(Database.prototype, 'prepare').mockImplementationOnce(() => {
      throw new Database.SqliteError('no such column: oops', 'SQLITE_ERROR')
    })
    expect(() => openStore({ directory, now: () => LATER })).toThrow('no such column: oops')
    prepare.mockRestore()
    expect(readdirSync(directory)).not.toContain('damaged')
    expect(open().interactions.ofWorkDay(DAY)).toHaveLength(100)
  })

  it('is checked after an unclean end, and used as it is', async () => {
    const all = await fill()
    suspect()
    const store = open()
    expect(store.notices).toEqual([{ code: 'unclean-end-checked' }])
    expect(everything(store)).toEqual(all)
    expect(readdirSync(directory)).not.toContain('damaged')
  })
})
