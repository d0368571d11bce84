/**
 * One byte of the files is wrong, at hundreds of places. Opening never fails, what the backup had is there, what is
 * lost is said, and the damaged files are still there.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { openStore, StoreError } from '../../src/main/store/index.ts'
import type { Store } from '../../src/main/store/index.ts'
import type { Interaction } from '../../src/shared/records.ts'
import { createRandom, SEED } from './random.ts'

const CHILD = fileURLToPath(new URL('flipped-bytes-child.ts', import.meta.url))
const DAY = '2026-11-23'
const NOW = Date.UTC(2026, 10, 23, 12)
const FLIPS = 100
const PAGE = 4096

let parent: string
/** A folder whose process was killed, and the records that were acknowledged; the first ones are in the backup. */
let made: { folder: string; acknowledged: Interaction[]; backedUp: Interaction[] }

beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), 'aftercall-test-'))
  const folder = join(parent, 'killed')
  const { stdout, stderr } = spawnSync(process.execPath, [CHILD, folder], { encoding: 'utf8' })
  if (stderr !== '') throw new Error(stderr)
  const [backedUp = '', acknowledged = ''] = stdout.trim().split('\n')
  made = { folder, backedUp: JSON.parse(backedUp), acknowledged: JSON.parse(acknowledged) }
})
afterAll(() => rmSync(parent, { recursive: true, force: true }))

/** Opens, reads everything, and opens again where that met damage, as the program does after a restart. */
function openAndRead(directory: string): { store: Store; records: Interaction[] } {
  const store = openStore({ directory, now: () => NOW })
  try {
    return { store, records: store.interactions.ofWorkDay(DAY) }
  } catch (error) {
    store.close()
    expect(error).toBeInstanceOf(StoreError)
    expect(error).toMatchObject({ code: 'corrupt' })
  }
  const again = openStore({ directory, now: () => NOW })
  return { store: again, records: again.interactions.ofWorkDay(DAY) }
}

interface Finding {
  readonly offset: number
  readonly recovered: boolean
  readonly changed: number
  readonly lost: number
}

function flip(name: string, offset: number, mask: number): Finding {
  const directory = join(parent, 'flipped')
  rmSync(directory, { recursive: true, force: true })
  cpSync(made.folder, directory, { recursive: true })
  const path = join(directory, name)
  const content = readFileSync(path)
  content[offset] = (content[offset] ?? 0) ^ mask
  writeFileSync(path, content)

  const { store, records } = openAndRead(directory)
  try {
    const notice = store.notices.find(({ code }) => code === 'recovered')
    const present = new Map(records.map((record) => [record.id, JSON.stringify(record)]))
    const missing = made.acknowledged.filter(({ id }) => !present.has(id))
    const changed = made.acknowledged.filter(
      (record) => present.has(record.id) && present.get(record.id) !== JSON.stringify(record),
    )
    // What the backup had is there, whatever else is lost.
    const backedUp = new Set(made.backedUp.map(({ id }) => id))
    expect(missing.filter(({ id }) => backedUp.has(id))).toEqual([])
    // What is lost is said, and nothing is thrown away.
    const [said, kept] =
      notice?.code === 'recovered'
        ? [notice.unreadable, readFileSync(join(notice.movedTo ?? '', basename(path)))]
        : [0, content]
    expect(said).toBeGreaterThanOrEqual(missing.length)
    expect(kept.equals(content)).toBe(true)
    expect(existsSync(join(directory, 'damaged'))).toBe(notice !== undefined)
    // One byte is in one row, so no more than one can say something else. No row is there twice.
    expect(changed.length).toBeLessThanOrEqual(1)
    expect(records.length).toBeLessThanOrEqual(made.acknowledged.length)
    // And it is a store that works.
    const [first] = records
    expect(store.interactions.rate(first?.id ?? '', 3).rating).toBe(3)
    return { offset, recovered: notice !== undefined, changed: changed.length, lost: missing.length }
  } finally {
    store.close()
  }
}

function report(name: string, findings: readonly Finding[]): void {
  const sum = (count: (finding: Finding) => number) => findings.reduce((total, one) => total + count(one), 0)
  console.log(
    `seed ${SEED}, ${name}: ${findings.length} flips, ${sum(({ recovered }) => Number(recovered))} repaired, ` +
      `records changed ${sum(({ changed }) => changed)}, lost ${sum(({ lost }) => lost)} ` +
      `of ${findings.length * made.acknowledged.length}`,
  )
}

describe('a flipped byte', { timeout: 300_000 }, () => {
  it('anywhere in the file is survived', () => {
    const random = createRandom(SEED)
    const size = readFileSync(join(made.folder, 'aftercall.db')).length
    // The header whole, the heads of pages (where one byte costs most), and anywhere.
    const offsets = [
      ...Array.from({ length: 100 }, (_, offset) => offset),
      ...Array.from({ length: FLIPS / 2 }, () => random(size / PAGE) * PAGE + random(32)),
      ...Array.from({ length: FLIPS / 2 }, () => random(size)),
    ]
    const findings = offsets.map((offset) => flip('aftercall.db', offset, 1 << random(8)))
    report('file', findings)
    expect(findings.filter(({ recovered }) => recovered).length).toBeGreaterThan(20)
  })

  it('anywhere in the log is survived', () => {
    const random = createRandom(SEED + 1)
    const size = readFileSync(join(made.folder, 'aftercall.db-wal')).length
    const frame = 24 + PAGE
    const offsets = [
      ...Array.from({ length: 32 }, (_, offset) => offset),
      ...Array.from({ length: FLIPS / 2 }, () => 32 + random((size - 32) / frame) * frame + random(24)),
      ...Array.from({ length: FLIPS / 2 }, () => random(size)),
    ]
    const findings = offsets.map((offset) => flip('aftercall.db-wal', offset, 1 << random(8)))
    report('log', findings)
    expect(findings.filter(({ recovered }) => recovered).length).toBeGreaterThan(20)
  })
})
