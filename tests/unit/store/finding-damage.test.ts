/** When damage is found, and when there is none. */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import Database from 'better-sqlite3'
import { describe, expect, it, vi } from 'vitest'

import { openStore } from '../../../src/main/store/index.ts'
import { everything, garbage, LATER, PAGE, useDamaging } from './damaging.ts'
import { databaseIn, DAY, NOW, refusalOf } from './support.ts'

const { directory, fill, open, overwrite, pagesOf, suspect } = useDamaging()

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
    const ids = spawnSync(process.execPath, [CHILD, directory()], { encoding: 'utf8' })
      .stdout.trim()
      .split('\n')
    const wal = `${databaseIn(directory())}-wal`
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
    const running = openStore({ directory: directory(), now: () => NOW })
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
    const running = openStore({ directory: directory(), now: () => NOW + 60_000 })
    for (const page of pagesOf('interactions', 'leaf').slice(0, 3))
      overwrite((page - 1) * PAGE, garbage(PAGE))
    await expect(running.backUp()).rejects.toMatchObject({ code: 'corrupt' })
    expect(readdirSync(join(directory(), 'backups'))).toEqual(['daily-20261123T120000Z.db'])
    running.close()
    expect(open().notices).toMatchObject([{ code: 'recovered' }])
  })
})

describe('a whole file', () => {
  it('is not repaired because of a mistake in our own SQL', async () => {
    await fill()
    const prepare = vi.spyOn(Database.prototype, 'prepare').mockImplementationOnce(() => {
      throw new Database.SqliteError('no such column: oops', 'SQLITE_ERROR')
    })
    expect(() => openStore({ directory: directory(), now: () => LATER })).toThrow('no such column: oops')
    prepare.mockRestore()
    expect(readdirSync(directory())).not.toContain('damaged')
    expect(open().interactions.ofWorkDay(DAY)).toHaveLength(100)
  })

  it('is checked after an unclean end, and used as it is', async () => {
    const all = await fill()
    suspect()
    const store = open()
    expect(store.notices).toEqual([{ code: 'unclean-end-checked' }])
    expect(everything(store)).toEqual(all)
    expect(readdirSync(directory())).not.toContain('damaged')
  })
})
