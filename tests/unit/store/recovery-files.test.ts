/** What a repair does with the files: nothing of the agent's is deleted, and it may be cut short at any point. */
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { openStore } from '../../../src/main/store/index.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { everything, garbage, LATER, MOVED_TO, PAGE, useDamaging } from './damaging.ts'
import { contentsOf, databaseIn, NOW, withDatabase } from './support.ts'

const { directory, fill, open, overwrite } = useDamaging()

describe('the damaged files', () => {
  it('are moved aside, byte for byte', async () => {
    await fill()
    overwrite(0, garbage(PAGE))
    for (const end of ['-wal', '-shm']) writeFileSync(databaseIn(directory()) + end, garbage(5000))
    const before = contentsOf(directory())
    open()
    for (const end of ['', '-wal', '-shm']) {
      const path = databaseIn(directory()) + end
      expect(readFileSync(join(directory(), 'damaged', MOVED_TO, basename(path)))).toEqual(before.get(path))
    }
  })

  it('of two repairs in the same second do not meet', async () => {
    await fill()
    for (let n = 0; n < 3; n++) {
      overwrite(0, garbage(PAGE))
      open().close()
    }
    expect(readdirSync(join(directory(), 'damaged')).sort()).toEqual([
      MOVED_TO,
      `${MOVED_TO}-2`,
      `${MOVED_TO}-3`,
    ])
  })
})

describe('a backup that is damaged too', () => {
  it('is passed over for the one before it, and left where it is', async () => {
    const all = await fill()
    const store = openStore({ directory: directory(), now: () => NOW + 60_000 })
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

describe('a repair that is cut short', () => {
  /** The folder as it was before the repair, with the repaired database beside it: right after the point of no return. */
  async function cutShort() {
    const all = await fill()
    overwrite(0, garbage(PAGE))
    const aside = temporaryFolder()
    cpSync(directory(), aside, { recursive: true })
    openStore({ directory: aside, now: () => LATER }).close()
    cpSync(databaseIn(aside), join(directory(), 'aftercall.repaired'))
    return all
  }

  it.each([
    ['before anything has moved', () => undefined],
    [
      'after the damaged file has moved',
      (folder: string) => {
        mkdirSync(folder, { recursive: true })
        renameSync(databaseIn(directory()), join(folder, 'aftercall.db'))
      },
    ],
  ])('%s is finished at the next open, with its notice', async (_, goOn) => {
    const all = await cutShort()
    const damaged = readFileSync(databaseIn(directory()))
    // The report in the repaired file names the folder it was made for.
    const report = join(directory(), 'damaged', MOVED_TO)
    renameReport(report)
    goOn(report)
    const store = open()
    expect(store.notices).toMatchObject([{ code: 'recovered', movedTo: report, salvaged: 53 }])
    expect(everything(store)).toEqual(all)
    expect(readFileSync(join(report, 'aftercall.db'))).toEqual(damaged)
    expect(readdirSync(directory())).not.toContain('aftercall.repaired')
  })

  it('before its point of no return starts over', async () => {
    const all = await fill()
    overwrite(0, garbage(PAGE))
    writeFileSync(join(directory(), 'aftercall.repaired.tmp'), garbage(5000))
    expect(everything(open())).toEqual(all)
    expect(readdirSync(directory())).not.toContain('aftercall.repaired.tmp')
  })

  it('whose result was damaged in its turn starts over, and deletes nothing', async () => {
    const all = await cutShort()
    writeFileSync(join(directory(), 'aftercall.repaired'), garbage(3 * PAGE))
    const store = open()
    expect(everything(store)).toEqual(all)
    expect(readFileSync(join(directory(), 'damaged', 'aftercall.repaired'))).toEqual(garbage(3 * PAGE))
  })

  function renameReport(movedTo: string): void {
    const repaired = join(directory(), 'aftercall.repaired')
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
