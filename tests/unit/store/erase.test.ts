/** "Erase everything here": nothing of the agent's can be found on the disk afterwards. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import Database from 'better-sqlite3'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { openStore } from '../../../src/main/store/index.ts'
import type { Store } from '../../../src/main/store/index.ts'
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
  ZONE,
  withDatabase,
} from './support.ts'

// Every write waits for the disk, which on a busy machine takes its time.
vi.setConfig({ testTimeout: 30_000 })

/** Stands in every text of the records, so that any trace of one is found. */
const MARK = 'Xylophone'

let directory: string
let store: Store
beforeEach(() => {
  directory = temporaryFolder()
  store = openIn(directory)
})

function fill(count: number): void {
  store.days.open(DAY, ZONE)
  store.days.smile(DAY, 'happy')
  store.pulses.answer('2026-Q4', 3)
  store.state.write('settings', { language: 'nl' })
  store.state.write('sync', { endpoint: `https://${MARK}.example` })
  for (let n = 0; n < count; n++) {
    const { id } = store.interactions.add(
      newInteraction({ queue: `${MARK} queue`, externalIds: [`${MARK}:${n}`] }),
    )
    store.interactions.rate(id, 3)
    // Long enough for overflow pages.
    store.interactions.answer(id, { note: `${MARK} ${n} `.repeat(120), followUp: MARK, story: MARK })
  }
}

/** Files in which something of the records can be read. */
const traces = () =>
  [...contentsOf(directory)].filter(([, content]) => content.includes(MARK)).map(([path]) => path)

describe('erasing everything', () => {
  it('leaves no trace in the database, its log, the backups and the damaged files', async () => {
    fill(60)
    await store.backUp()
    mkdirSync(join(directory, 'damaged', 'old'), { recursive: true })
    writeFileSync(join(directory, 'damaged', 'old', 'aftercall.db'), `${MARK} of a damaged file`)
    for (const { id } of store.interactions.ofWorkDay(DAY).slice(0, 20)) store.interactions.remove(id)
    expect(traces().length).toBeGreaterThan(2)
    await store.eraseAll([])
    expect(traces()).toEqual([])
    expect([existsSync(join(directory, 'backups')), existsSync(join(directory, 'damaged'))]).toEqual([
      false,
      false,
    ])
    store.close()
    expect(traces()).toEqual([])
  })

  it('keeps the state documents that are named, and no others', async () => {
    fill(1)
    store.markForResend(DAY, 'a/b')
    const [erased] = store.interactions.ofWorkDay(DAY)
    store.markSynced([{ kind: 'interaction', id: erased?.id ?? '', revision: 1 }], erased?.id)
    await store.eraseAll(['settings'])
    expect(store.state.read('settings', z.unknown())).toEqual({ language: 'nl' })
    expect(store.state.read('sync', z.unknown())).toBeUndefined()
    expect(store.heldPeriods()).toEqual([])
    expect([store.pendingCount(), store.compared().size]).toEqual([0, 0])
    const listed = withDatabase(directory, (db) => db.prepare('SELECT * FROM confirmed_anew').all())
    expect(listed).toEqual([])
  })

  it('leaves a store that can be used, and opened again without a word', async () => {
    fill(5)
    await store.eraseAll([])
    const { id } = store.interactions.rate(store.interactions.add(newInteraction()).id, 5)
    await store.backUp()
    store.close()
    const again = openIn(directory)
    expect(again.notices).toEqual([])
    expect(again.interactions.ofWorkDay(DAY)).toMatchObject([{ id, rating: 5 }])
  })

  it('does not let a backup that is being made come back with what was erased', async () => {
    fill(600)
    const backup = store.backUp()
    const outcome = backup.then(
      () => 'made',
      () => 'given up',
    )
    await store.eraseAll([])
    expect(await outcome).toBe('given up')
    expect(traces()).toEqual([])
    expect(await store.backUp()).toMatchObject({ kind: 'daily' })
  })

  it('says so when somebody else reads the database, and works once they are done', async () => {
    const folder = temporaryFolder()
    const own = openStore({ directory: folder, now: () => NOW })
    own.interactions.add(newInteraction({ queue: MARK }))
    const reader = new Database(databaseIn(folder))
    reader.exec('BEGIN')
    reader.prepare('SELECT count(*) FROM interactions').get()
    const refusal = await own.eraseAll([]).catch((error: unknown) =>
      refusalOf(() => {
        throw error
      }),
    )
    expect(refusal).toBe('locked')
    reader.close()
    await own.eraseAll([])
    own.close()
    expect([...contentsOf(folder).values()].some((content) => content.includes(MARK))).toBe(false)
  })
})
