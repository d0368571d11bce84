/** Every migration starts from the version before it, with data, and keeps the data. */
import { copyFileSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

import Database from 'better-sqlite3'
import { describe, expect, it, vi } from 'vitest'

import { migrate, versionOf } from '../../../src/main/store/migrate.ts'
import { LATEST_VERSION, MIGRATIONS } from '../../../src/main/store/migrations/index.ts'
import { openStore, StoreError } from '../../../src/main/store/index.ts'
import { z } from '../../../src/shared/zod.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { databaseIn, DAY, newInteraction, NOW, openIn, refusalOf, withDatabase, ZONE } from './support.ts'

// Every write waits for the disk, which on a busy machine takes its time.
vi.setConfig({ testTimeout: 30_000 })

const ID = '01a1ff9d-ec75-715c-b87d-ef5cee358b7d'
const BYTES = Buffer.from(ID.replaceAll('-', ''), 'hex')

/** What users have at each version: rows as that version wrote them. */
const ROWS: Readonly<Record<number, (db: Database.Database) => void>> = {
  1: (db) => {
    db.prepare(
      `INSERT INTO interactions (id, revision, synced_revision, work_day, time_zone, external_ids, channel, direction,
         cause, queue, ended_at, trigger_id, outcome, rating, solved, reasons, follow_up, note)
       VALUES (?, 3, 2, '2026-11-23', 'Europe/Amsterdam', '["ext:1"]', 'chat', 'inbound', 'agent', 'support', 1000,
         'http', 'rated', 5, 1, '["time"]', 'call back', 'mine')`,
    ).run(BYTES)
  },
  2: (db) => {
    db.prepare(
      `INSERT INTO days (id, revision, synced_revision, work_day, time_zone, smiley, asked_at)
       VALUES (?, 1, 1, '2026-11-23', 'Europe/Amsterdam', 'happy', 2000)`,
    ).run(BYTES)
  },
  3: (db) => {
    db.prepare(`INSERT INTO pulses (id, revision, quarter, score) VALUES (?, 1, '2026-Q4', 8)`).run(BYTES)
  },
  4: (db) => {
    db.prepare(`INSERT INTO state (key, value) VALUES ('pause', '{"until":5}')`).run()
  },
  5: (db) => {
    db.prepare(`UPDATE pulses SET refused_revision = 1, refused_code = 'invalid'`).run()
  },
  6: (db) => {
    db.prepare('INSERT INTO confirmed_anew (id) VALUES (?)').run(BYTES)
  },
}

/** A database as the program of that version has left it. */
function makeVersion(directory: string, version: number): void {
  withDatabase(directory, (db) => {
    db.pragma('journal_mode = WAL')
    for (const { version: step } of MIGRATIONS.slice(0, version)) {
      migrate(db, NOW, step)
      ROWS[step]?.(db)
    }
  })
}

describe('a migration', () => {
  it.each(MIGRATIONS.map(({ version, name }) => [version, name] as const))(
    'to version %i (%s) keeps everything the version before had',
    (version) => {
      const directory = temporaryFolder()
      makeVersion(directory, version - 1)
      const store = openIn(directory)
      expect(withDatabase(directory, versionOf)).toBe(LATEST_VERSION)

      const interaction = { id: ID, revision: 3, syncedRevision: 2, rating: 5, solved: true, note: 'mine' }
      const kept = {
        1: () => expect(store.interactions.get(ID)).toMatchObject(interaction),
        2: () => expect(store.days.get(DAY)).toMatchObject({ id: ID, smiley: 'happy', askedAt: 2000 }),
        3: () => expect(store.pulses.get('2026-Q4')).toMatchObject({ id: ID, score: 8 }),
        4: () => expect(store.state.read('pause', z.unknown())).toEqual({ until: 5 }),
      }
      for (const [step, isKept] of Object.entries(kept)) if (Number(step) < version) isKept()
      // And what the step brings can be used.
      store.interactions.rate(store.interactions.add(newInteraction()).id, 1)
      store.days.open('2026-11-24', ZONE)
      store.pulses.answer('2027-Q1', 1)
      store.state.write('x', 1)
      expect(store.summary.days(DAY, DAY)).toMatchObject([
        { workDay: DAY, ratings: [1, 0, 0, 0, version > 1 ? 1 : 0] },
      ])
    },
  )

  it('has a number without a gap, and rows of every version are tested', () => {
    expect(MIGRATIONS.map(({ version }) => version)).toEqual(MIGRATIONS.map((_, index) => index + 1))
    expect(Object.keys(ROWS)).toEqual(MIGRATIONS.map(({ version }) => String(version)))
  })

  it('is preceded by a backup of the version before', () => {
    const directory = temporaryFolder()
    makeVersion(directory, 2)
    openStore({ directory, now: () => NOW }).close()
    const backup = join(directory, 'backups', 'before-0003-20261123T120000Z.db')
    const db = new Database(backup, { readonly: true })
    expect(versionOf(db)).toBe(2)
    expect(db.prepare('SELECT smiley FROM days').pluck().all()).toEqual(['happy'])
    db.close()
  })

  it('is preceded by a backup without what colleagues wrote, which isn’t kept for weeks', () => {
    const directory = temporaryFolder()
    makeVersion(directory, 5)
    withDatabase(directory, (db) => {
      const add = db.prepare('INSERT INTO state (key, value) VALUES (?, json_object(?, ?))')
      add.run('team-board', 'story', 'Xylophone')
      add.run('team-board/stories', 'story', `Marimba ${'and a long story '.repeat(10_000)}`)
    })
    const store = openStore({ directory, now: () => NOW })
    // The program itself still has it.
    expect(store.state.read('team-board', z.unknown())).toEqual({ story: 'Xylophone' })
    store.close()
    const backup = join(directory, 'backups', 'before-0006-20261123T120000Z.db')
    const db = new Database(backup, { readonly: true })
    expect(db.prepare('SELECT key FROM state').pluck().all()).toEqual(['pause'])
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    db.close()
    const bytes = readFileSync(backup)
    for (const word of ['Xylophone', 'Marimba', 'a long story']) expect(bytes.includes(word)).toBe(false)
    expect(readdirSync(join(directory, 'backups'))).toHaveLength(1)
  })

  it('keeps three backups of its kind, and they do not push the daily ones out', async () => {
    const directory = temporaryFolder()
    for (let n = 0; n < 5; n++) {
      // Again and again a file of an older version takes the place of the present one.
      const older = temporaryFolder()
      makeVersion(older, 3)
      copyFileSync(databaseIn(older), databaseIn(directory))
      const store = openStore({ directory, now: () => NOW + n * 60_000 })
      await store.backUp()
      store.close()
    }
    const left = readdirSync(join(directory, 'backups'))
    expect(left.filter((name) => name.startsWith('before-'))).toHaveLength(3)
    expect(left.filter((name) => name.startsWith('daily-'))).toHaveLength(5)
    expect(left).toContain('before-0004-20261123T120400Z.db')
  })
})

describe('a file of a newer version', () => {
  it('is refused, and not a byte or a time of it changes', () => {
    const directory = temporaryFolder()
    makeVersion(directory, LATEST_VERSION)
    const newer = new Database(databaseIn(directory))
    newer.pragma('synchronous = FULL')
    newer.pragma(`user_version = ${LATEST_VERSION + 1}`)
    newer.prepare(`INSERT INTO migrations VALUES (?, 'tomorrow', 0)`).run(LATEST_VERSION + 1)
    // Copied while it is open, with its log: the newer program was killed.
    const killed = temporaryFolder()
    for (const name of filesOf(directory)) copyFileSync(join(directory, name), join(killed, name))
    newer.close()

    for (const folder of [directory, killed]) {
      const before = snapshotOf(folder)
      expect(refusalOf(() => openStore({ directory: folder, now: () => NOW }))).toBe('newer-schema')
      expect(snapshotOf(folder)).toEqual(before)
    }
    expect(filesOf(killed)).toEqual(['aftercall.db', 'aftercall.db-shm', 'aftercall.db-wal'])
  })

  it('is named in the sentence, with both versions', () => {
    const directory = temporaryFolder()
    makeVersion(directory, LATEST_VERSION)
    withDatabase(directory, (db) => {
      db.pragma('user_version = 77')
      db.prepare(`INSERT INTO migrations VALUES (77, 'tomorrow', 0)`).run()
    })
    expect(() => openStore({ directory, now: () => NOW })).toThrow(StoreError)
    expect(() => openStore({ directory, now: () => NOW })).toThrow(
      `${databaseIn(directory)} was written by a newer version of the program (schema 77; this one knows ${LATEST_VERSION}).`,
    )
  })

  it('is told from a file of ours with a damaged header, which is repaired', () => {
    const directory = temporaryFolder()
    makeVersion(directory, LATEST_VERSION)
    withDatabase(directory, (db) => db.pragma(`user_version = ${LATEST_VERSION + 64}`))
    const store = openIn(directory)
    expect(store.notices).toMatchObject([{ code: 'recovered', backupFrom: null, salvaged: 4, unreadable: 0 }])
    expect(store.interactions.get(ID)).toMatchObject({ rating: 5 })
  })
})

/** Content and time of the database's own files. */
function snapshotOf(directory: string) {
  return filesOf(directory).map((name) => {
    const path = join(directory, name)
    return { name, content: readFileSync(path), changed: statSync(path, { bigint: true }).mtimeNs }
  })
}

function filesOf(directory: string): string[] {
  return readdirSync(directory)
    .filter((name) => name.startsWith('aftercall.db'))
    .sort()
}
