/**
 * A power cut: only what was synced is still there. What the widget's store has acknowledged is, at hundreds of
 * moments, and it always opens. Where the last, unacknowledged write is there in part, behind a gap, the store can't
 * tell it from damage and repairs itself, which costs nothing. The control shows that the same test finds a store that
 * syncs less.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { openStore } from '../../../src/main/store/index.ts'
import type { Store } from '../../../src/main/store/index.ts'
import type { DayRecord, Interaction, PulseRecord } from '../../../src/shared/records.ts'
import { createRandom, SEED } from '../../crash/random.ts'
import { Acknowledgements, compileJournal, runJournaled, whyNoPowerCut } from './child.ts'
import { Disk } from './disk.ts'
import type { Mercy } from './disk.ts'
import { readJournal } from './journal.ts'

const CHILD = fileURLToPath(new URL('widget-child.ts', import.meta.url))
/** Each life begins with what a cut has left of the one before. */
const LIVES = 4
const CUTS_A_LIFE = 30
const ACKNOWLEDGEMENTS = 250
/** Creating the database and its tables takes about so many. */
const FIRST_ENTRIES = 120
const MERCIES: readonly Mercy[] = ['nothing', 'nothing', 'some', 'some', 'some', 'everything']
const NOW = Date.UTC(2026, 11, 24, 12)

type Acknowledged =
  | { readonly kind: 'interaction'; readonly record: Interaction }
  | { readonly kind: 'day'; readonly record: DayRecord }
  | { readonly kind: 'pulse'; readonly record: PulseRecord }

interface Findings {
  cuts: number
  acknowledged: number
  readonly lost: string[]
  readonly recovered: string[]
  /** Couldn't be opened. */
  readonly broken: string[]
}

const why = whyNoPowerCut()
if (why !== undefined) console.log(`No power cuts: ${why}.`)

describe.skipIf(why !== undefined)('a power cut under the widget', { timeout: 240_000 }, () => {
  let parent: string
  let journal: { readonly library: string; remove(): void }
  beforeAll(() => {
    parent = mkdtempSync(join(tmpdir(), 'aftercall-test-'))
    journal = compileJournal()
  })
  afterAll(() => {
    rmSync(parent, { recursive: true, force: true })
    journal.remove()
  })

  it('takes nothing that was acknowledged, and the store always opens', async () => {
    const { cuts, acknowledged, lost, recovered, broken } = await live('full', LIVES)
    console.log(
      `seed ${SEED}: ${cuts} power cuts in ${LIVES} lives, ${acknowledged} records looked for, ${lost.length} lost; ` +
        `${recovered.length} times the end of the log was torn and the store repaired itself`,
    )
    expect(broken).toEqual([])
    expect(lost).toEqual([])
    expect(recovered.filter((moment) => !moment.includes('(some)'))).toEqual([])
  })

  it('would be found out if the store synced only now and then', async () => {
    const { lost, acknowledged } = await live('weakened', 1)
    console.log(`seed ${SEED}: control with synchronous=NORMAL, ${lost.length} of ${acknowledged} lost`)
    expect(lost.length).toBeGreaterThan(0)
  })

  async function live(name: 'full' | 'weakened', lives: number): Promise<Findings> {
    const weakened = name === 'weakened'
    const random = createRandom(SEED)
    const [folder, after] = [join(parent, name), join(parent, `${name}-after`)]
    mkdirSync(folder, { mode: 0o700 })
    const found: Findings = { cuts: 0, acknowledged: 0, lost: [], recovered: [], broken: [] }
    let before = ''
    for (let life = 0; life < lives; life++) {
      const disk = new Disk(folder)
      const said = new Acknowledgements(before)
      const path = join(parent, `${name}-${life}.journal`)
      const child = {
        script: CHILD,
        args: [String(SEED + life), String(life)],
        library: journal.library,
        weakened,
      }
      await runJournaled({ ...child, folder, journal: path, acknowledgements: ACKNOWLEDGEMENTS })
      const entries = readJournal(path)
      const moments = new Set(Array.from({ length: CUTS_A_LIFE - 1 }, () => random(entries.length + 1)))
      // The last one is the end of this life; the first life begins with a new database, entry by entry.
      moments.add(entries.length)
      if (life === 0) for (let moment = 1; moment <= FIRST_ENTRIES; moment++) moments.add(moment)
      for (const [index, entry] of entries.entries()) {
        disk.follow(entry)
        said.follow(entry)
        if (!moments.has(index + 1)) continue
        const mercy = MERCIES[random(MERCIES.length)] ?? 'nothing'
        disk.cut(after, mercy, random)
        const moment = `life ${life} (${mercy}), cut after entry ${index + 1} of ${entries.length}`
        look(after, recordsOf(said.soFar()), moment, found)
      }
      disk.cut(folder, 'some', random)
      before = said.soFar()
      rmSync(path)
    }
    return found
  }

  function look(folder: string, said: readonly Acknowledged[], moment: string, found: Findings): void {
    const latest = new Map(said.map((one) => [one.record.id, one]))
    found.cuts += 1
    found.acknowledged += latest.size
    let store: Store
    try {
      store = openStore({ directory: folder, now: () => NOW })
    } catch (error) {
      found.broken.push(`${moment}: ${String(error)}`)
      return
    }
    try {
      for (const notice of store.notices)
        if (notice.code === 'recovered') found.recovered.push(`${moment}: ${JSON.stringify(notice)}`)
      for (const one of latest.values()) {
        const record = recordOf(store, one)
        if (record !== undefined && record.revision > one.record.revision) continue
        if (record !== undefined && contentOf(record) === contentOf(one.record)) continue
        found.lost.push(`${moment}: ${one.kind} ${one.record.id} revision ${one.record.revision}`)
      }
      // And it is a store that works.
      store.interactions.add({ ...NEW_INTERACTION, endedAt: NOW })
    } finally {
      store.close()
    }
  }
})

const NEW_INTERACTION = {
  workDay: '2026-12-24',
  timeZone: 'Europe/Amsterdam',
  externalIds: [],
  channel: 'voice',
  direction: 'inbound',
  cause: 'remote',
  trigger: 'baresip',
} as const

function recordsOf(lines: string): Acknowledged[] {
  return (
    lines
      .split('\n')
      .slice(0, -1)
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by widget-child.ts
      .map((line) => JSON.parse(line) as Acknowledged)
  )
}

function recordOf(
  store: Store,
  { kind, record }: Acknowledged,
): Interaction | DayRecord | PulseRecord | undefined {
  switch (kind) {
    case 'interaction':
      return store.interactions.get(record.id)
    case 'day':
      return store.days.get(record.workDay)
    case 'pulse':
      return store.pulses.get(record.quarter)
  }
}

/** Without what doesn't matter: whether the collector had confirmed it. */
function contentOf(record: Interaction | DayRecord | PulseRecord): string {
  return JSON.stringify({ ...record, syncedRevision: 0 })
}
