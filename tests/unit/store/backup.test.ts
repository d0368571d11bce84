import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'

import Database from 'better-sqlite3'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { StoreError } from '../../../src/main/store/index.ts'
import type { Store } from '../../../src/main/store/index.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { databaseIn, DAY, newInteraction, NOW, openIn, withDatabase, ZONE } from './support.ts'

// Every write waits for the disk, which on a busy machine takes its time.
vi.setConfig({ testTimeout: 30_000 })

const HOUR = 3_600_000

let directory: string
let store: Store
let now: number
beforeEach(() => {
  now = NOW
  directory = temporaryFolder()
  store = openIn(directory, () => now)
})

const backups = () => readdirSync(join(directory, 'backups')).sort()

/** Everything in a database but for the rows' own history of migrations. */
function contentOf(path: string): unknown {
  const db = new Database(path, { readonly: true })
  try {
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    const tables = ['interactions', 'days', 'pulses', 'state']
    return tables.map((table) => db.prepare(`SELECT * FROM ${table} ORDER BY seq`).all())
  } finally {
    db.close()
  }
}

function fill(count: number): void {
  for (let n = 0; n < count; n++) {
    const { id } = store.interactions.add(newInteraction({ endedAt: NOW + n }))
    if (n % 3 === 0) store.interactions.rate(id, 2)
    if (n % 30 === 0) store.interactions.answer(id, { note: `${n} `.repeat(400) })
  }
  store.days.open(DAY, ZONE)
  store.days.smile(DAY, 'sad')
  store.pulses.answer('2026-Q4', 7)
  store.state.write('pause', { until: null })
}

describe('a backup', () => {
  it('is one whole file with everything in it', async () => {
    fill(50)
    const backup = await store.backUp()
    expect(backup).toEqual({
      path: join(directory, 'backups', 'daily-20261123T120000Z.db'),
      kind: 'daily',
      madeAt: NOW,
    })
    expect(backups()).toEqual(['daily-20261123T120000Z.db'])
    expect(contentOf(backup.path)).toEqual(contentOf(databaseIn(directory)))
  })

  it('shows one moment, although the agent goes on rating while it is made', async () => {
    withDatabase(directory, (db) => {
      db.prepare(
        `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
         INSERT INTO interactions (id, work_day, time_zone, channel, direction, cause, ended_at, trigger_id)
         SELECT randomblob(16), '2026-11-22', 'UTC', 'chat', 'inbound', 'remote', i, 'http' FROM n`,
      ).run()
    })
    const before = contentOf(databaseIn(directory))
    const running = store.backUp()
    const done = new AbortController()
    const ending = running.finally(() => done.abort())
    const rated: string[] = []
    while (!done.signal.aborted) {
      const { id } = store.interactions.add(newInteraction())
      rated.push(store.interactions.rate(id, 5).id)
      await setImmediate()
    }
    expect(contentOf((await ending).path)).toEqual(before)
    expect(rated.length).toBeGreaterThan(3)
    expect(store.interactions.ofWorkDay(DAY).map(({ id }) => id)).toEqual(rated)
  })

  it('is kept seven times, the newest', async () => {
    for (let day = 0; day < 10; day++) {
      now = NOW + day * 24 * HOUR
      await store.backUp()
    }
    expect(backups()).toHaveLength(7)
    expect(backups()[0]).toBe('daily-20261126T120000Z.db')
    expect(backups()[6]).toBe('daily-20261202T120000Z.db')
  })

  it('is made about once a day when asked for every minute', async () => {
    expect(await store.backUpIfDue()).toMatchObject({ madeAt: NOW })
    for (let minute = 1; minute < 1200; minute += 30) {
      now = NOW + minute * 60_000
      expect(await store.backUpIfDue()).toBeUndefined()
    }
    now = NOW + 20 * HOUR
    expect(await store.backUpIfDue()).toMatchObject({ madeAt: now })
  })

  it('is not put off by one that a wrong clock has dated into the future', async () => {
    now = NOW + 300 * 24 * HOUR
    await store.backUp()
    now = NOW
    expect(await store.backUpIfDue()).toMatchObject({ madeAt: NOW })
  })

  it('is made once when asked for twice at the same time', async () => {
    const [first, second] = await Promise.all([store.backUp(), store.backUpIfDue()])
    expect(first).toBe(second)
    expect(backups()).toHaveLength(1)
  })

  it('that closing cuts short is refused and leaves nothing behind', async () => {
    fill(10)
    const running = store.backUp()
    store.close()
    await expect(running).rejects.toBeInstanceOf(StoreError)
    expect(backups()).toEqual([])
    expect(openIn(directory).interactions.ofWorkDay(DAY)).toHaveLength(10)
  })

  it('that a crash has cut short is cleared away at the next open', () => {
    store.close()
    mkdirSync(join(directory, 'backups'), { recursive: true })
    const half = join(directory, 'backups', 'daily-20261122T120000Z.db.tmp')
    writeFileSync(half, 'half')
    openIn(directory)
    expect(existsSync(half)).toBe(false)
  })
})
