/** A damaged database is repaired from the backup and from what can still be read. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'

import { openStore } from '../../../src/main/store/index.ts'
import { migrate } from '../../../src/main/store/migrate.ts'
import { configure } from '../../../src/main/store/pragmas.ts'
import { everything, garbage, MOVED_TO, PAGE, useDamaging } from './damaging.ts'
import { contentsOf, databaseIn, DAY, newInteraction, NOW } from './support.ts'

const { directory, fill, open, overwrite, pagesOf, suspect } = useDamaging()

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
        movedTo: join(directory(), 'damaged', MOVED_TO),
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
    writeFileSync(databaseIn(directory()), 'sold to the highest bidder')
    const store = open()
    expect(store.notices).toMatchObject([{ code: 'recovered', backupFrom: NOW, salvaged: 0, unreadable: 0 }])
    expect(store.interactions.ofWorkDay(DAY)).toHaveLength(50)
  })

  it('when it is gone and there is a backup', async () => {
    await fill()
    rmSync(databaseIn(directory()))
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
    const content = readFileSync(databaseIn(directory()))
    overwrite(content.indexOf(text), Buffer.from(other))
  }
})

describe('what can not be read', () => {
  it('is counted, and all else is there', async () => {
    const all = await fill()
    const [lost] = pagesOf('interactions', 'leaf').slice(-1)
    const there = contentsOf(directory()).get(databaseIn(directory())) ?? Buffer.alloc(0)
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
    const content = readFileSync(databaseIn(directory()))
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
    const content = readFileSync(databaseIn(directory()))
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
    const store = openStore({ directory: directory(), now: () => NOW })
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
    const db = new Database(databaseIn(directory()))
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
