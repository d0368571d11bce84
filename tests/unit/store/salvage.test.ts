/** The reader of damaged files, on whole ones: it must see exactly what SQLite sees. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import Database from 'better-sqlite3'
import * as fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'

import { isNear, says, supersedes } from '../../../src/main/store/salvage/compare.ts'
import { mended } from '../../../src/main/store/salvage/mend.ts'
import { readableCells } from '../../../src/main/store/salvage/read-pages.ts'
import { readVarint } from '../../../src/main/store/salvage/record-format.ts'
import { readWal } from '../../../src/main/store/salvage/wal.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

vi.setConfig({ testTimeout: 30_000 })

/** Everything a column can hold, with the sizes at which SQLite changes its way of keeping it. */
const value = fc.oneof(
  fc.constant(null),
  fc.integer(),
  fc.maxSafeInteger(),
  fc.constantFrom(0, 1, -1, 127, 128, 32_767, 32_768, 8_388_607, 8_388_608, 2_147_483_648, 2 ** 47, 2 ** 48),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Number.isInteger(n)),
  fc.string({ unit: 'grapheme' }),
  fc.string({ minLength: 3_900, maxLength: 9_000 }),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
)

/** The cells of a table of ours, by row. */
function rowsOf(path: string): Map<number, readonly unknown[]> {
  const rows = new Map<number, readonly unknown[]>()
  for (const { rowid, values } of readableCells(path, `${path}-wal`)) {
    if (rowid !== undefined && values.length === 4) rows.set(rowid, values)
  }
  return rows
}

describe('reading pages', () => {
  it('gives every row as SQLite gives it, from the file and from the log', () => {
    const path = join(temporaryFolder(), 'rows.db')
    const db = new Database(path)
    db.pragma('page_size = 4096')
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = OFF')
    // As the store has it: a page that is given up is zeroed, so that no old state of a row is found in it.
    db.pragma('secure_delete = ON')
    db.exec('CREATE TABLE rows (seq INTEGER PRIMARY KEY, a, b, c)')
    const insert = db.prepare('INSERT OR REPLACE INTO rows (seq, a, b, c) VALUES (?, ?, ?, ?)')
    const seq = fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 2 ** 48 }))
    fc.assert(
      fc.property(
        fc.array(fc.tuple(seq, value, value, value), { maxLength: 30 }),
        fc.boolean(),
        (rows, inFile) => {
          db.exec('DELETE FROM rows')
          db.pragma('wal_checkpoint(TRUNCATE)')
          db.transaction(() => rows.forEach((row) => insert.run(...row)))()
          if (inFile) db.pragma('wal_checkpoint(TRUNCATE)')
          const found = rowsOf(path)
          const present = db.prepare<[], [number, ...unknown[]]>('SELECT seq, a, b, c FROM rows').raw().all()
          for (const [rowid, ...values] of present) expect(found.get(rowid)).toEqual([null, ...values])
        },
      ),
      { numRuns: 60, endOnFailure: true },
    )
    db.close()
  })

  it('throws at nothing, whatever the bytes', () => {
    const folder = temporaryFolder()
    const path = join(folder, 'noise.db')
    const page = fc.uint8Array({ minLength: 4096, maxLength: 4096 }).map((bytes) => {
      // Otherwise hardly any would be taken for a page with cells.
      bytes[0] = [0x02, 0x0a, 0x0d][(bytes[0] ?? 0) % 3] ?? 0
      return bytes
    })
    fc.assert(
      fc.property(
        fc.array(page, { minLength: 1, maxLength: 4 }),
        fc.uint8Array({ maxLength: 20_000 }),
        (pages, log) => {
          writeFileSync(path, Buffer.concat(pages))
          writeFileSync(`${path}-wal`, log)
          expect(() => [...readableCells(path, `${path}-wal`)]).not.toThrow()
        },
      ),
      { numRuns: 100, endOnFailure: true },
    )
  })

  it('reads numbers of one to nine bytes', () => {
    expect(readVarint(Buffer.from([0x7f]), 0)).toEqual({ value: 127, next: 1 })
    expect(readVarint(Buffer.from([0x81, 0x00]), 0)).toEqual({ value: 128, next: 2 })
    expect(readVarint(Buffer.from([...Array.from({ length: 8 }, () => 0x80), 5]), 0)).toEqual({
      value: 5,
      next: 9,
    })
    expect(readVarint(Buffer.from([0x81]), 0)).toBeUndefined()
    expect(readVarint(Buffer.alloc(0), 0)).toBeUndefined()
  })
})

describe('reading the log', () => {
  it('takes the end of an earlier round, or of a write that was cut short, for no damage', () => {
    const path = join(temporaryFolder(), 'rows.db')
    const db = new Database(path)
    db.pragma('page_size = 4096')
    db.pragma('journal_mode = WAL')
    db.exec('CREATE TABLE rows (seq INTEGER PRIMARY KEY, a)')
    const insert = db.prepare('INSERT INTO rows (a) VALUES (?)')
    for (let n = 0; n < 20; n++) insert.run('x'.repeat(3000))
    const whole = readWal(`${path}-wal`)
    expect(whole).toMatchObject({ damaged: false })
    expect(whole.replayed).toHaveLength(whole.all.length)

    // The next round overwrites the log from its start and leaves the rest of the round before.
    db.pragma('wal_checkpoint(RESTART)')
    insert.run('y')
    const log = readFileSync(`${path}-wal`)
    const next = readWal(`${path}-wal`)
    expect(next.damaged).toBe(false)
    expect(next.all.length).toBeLessThan(5)
    expect(log.length).toBeGreaterThan(20 * 4096)

    for (const cut of [1, 24, 1000, 4119]) {
      writeFileSync(`${path}-cut`, log.subarray(0, 32 + next.all.length * 4120 - cut))
      expect(readWal(`${path}-cut`).damaged).toBe(false)
    }
    db.close()
  })

  it('is nothing where there is no log', () => {
    expect(readWal(join(temporaryFolder(), 'none'))).toEqual({ replayed: [], all: [], damaged: false })
  })
})

describe('of two states of a row', () => {
  const row = { revision: 1, deleted: 0, prompted_at: null, note: 'a' }

  it('the higher revision wins, mangled or not', () => {
    expect(supersedes({ ...row, revision: 2 }, row, true)).toBe(true)
    expect(supersedes(row, { ...row, revision: 2 }, false)).toBe(false)
  })

  it('at the same revision the more advanced wins, then the later, unless it is mangled', () => {
    expect(supersedes({ ...row, deleted: 1 }, { ...row, prompted_at: 5 }, false)).toBe(true)
    expect(supersedes({ ...row, prompted_at: 5 }, row, true)).toBe(true)
    expect(supersedes(row, { ...row, prompted_at: 5 }, false)).toBe(false)
    expect(supersedes({ ...row, note: 'b' }, row, false)).toBe(true)
    expect(supersedes({ ...row, note: '\uFFFD' }, row, true)).toBe(false)
  })

  it('the place in which they are kept is no difference', () => {
    expect(says({ ...row, seq: 1 }, { ...row, seq: 2 })).toBe(true)
    expect(says(row, { ...row, note: 'b' })).toBe(false)
    expect(says({ id: Buffer.from('a') }, { id: Buffer.from('a') })).toBe(true)
  })

  it('ids that differ in one byte are near', () => {
    const id = Buffer.from('01a1ff9dec75715cb87def5cee358b7d', 'hex')
    const other = Buffer.from(id)
    other[3] = 0
    expect(isNear(id, other)).toBe(true)
    other[9] = 0
    expect(isNear(id, other)).toBe(false)
  })
})

describe('mending', () => {
  const row = {
    revision: 3,
    synced_revision: 9,
    channel: 'voice',
    direction: 'inbound',
    cause: 'agent',
    external_ids: '["a"]',
    duration_ms: 5,
    outcome: 'rated',
    rating: 4,
    solved: 1,
    reasons: '["time"]',
    note: 'n',
  }

  const unsent = { synced_revision: 0, refused_revision: null, refused_code: null, resend: 0 }

  it('resets what can not be right and keeps what can', () => {
    expect(
      mended('interactions', { ...row, channel: 'vaice', external_ids: '["a', outcome: 'raded' }),
    ).toEqual({
      ...row,
      ...unsent,
      duration_ms: null,
      channel: 'unknown',
      external_ids: '[]',
    })
  })

  it('invents no rating: without one that can be right the interaction waits again', () => {
    expect(mended('interactions', { ...row, rating: 68 })).toMatchObject({
      outcome: null,
      rating: null,
      solved: null,
      reasons: '[]',
      story: null,
      note: 'n',
    })
    expect(mended('interactions', { ...row, outcome: 'skipped', rating: null })).toMatchObject({
      outcome: 'skipped',
    })
  })

  it('invents no smiley and no score', () => {
    expect(mended('days', { smiley: 'hapqy' })).toEqual({ smiley: null, ...unsent })
    expect(mended('pulses', { score: 200 })).toEqual({ score: 200, ...unsent })
    expect(mended('state', { value: '{' })).toEqual({ value: '{' })
  })
})
