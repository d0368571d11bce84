/**
 * A power cut: only what was synced is still there. What the widget's store has acknowledged is, at hundreds of
 * moments, and it always opens. Where the last, unacknowledged write is there in part, behind a gap, the store can't
 * tell it from damage and repairs itself, which costs nothing. The control shows that the same test finds a store that
 * syncs less.
 */
import { fileURLToPath } from 'node:url'

import { describe, expect, it } from 'vitest'

import { openStore } from '../../../src/main/store/index.ts'
import type { Store } from '../../../src/main/store/index.ts'
import type { DayRecord, Interaction, PulseRecord } from '../../../src/shared/records.ts'
import { SEED } from '../../crash/random.ts'
import { canCutPower, PATIENT, usePowerCuts } from './lives.ts'

const CHILD = fileURLToPath(new URL('widget-child.ts', import.meta.url))
const LIVES = 4
const CUTS_A_LIFE = 29
const ACKNOWLEDGEMENTS = 250
/** Creating the database and its tables takes about so many, and is cut after each of them. */
const FIRST_ENTRIES = 120
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

describe.skipIf(!canCutPower())('a power cut under the widget', PATIENT, () => {
  const live = usePowerCuts()

  it('takes nothing that was acknowledged, and the store always opens', async () => {
    const { cuts, acknowledged, lost, recovered, broken } = await cut(false, LIVES)
    console.log(
      `seed ${SEED}: ${cuts} power cuts in ${LIVES} lives, ${acknowledged} records looked for, ${lost.length} lost; ` +
        `${recovered.length} times the end of the log was torn and the store repaired itself`,
    )
    expect(broken).toEqual([])
    expect(lost).toEqual([])
    expect(recovered.filter((moment) => !moment.includes('(some)'))).toEqual([])
  })

  it('would be found out if the store synced only now and then', async () => {
    const { lost, acknowledged } = await cut(true, 1)
    console.log(`seed ${SEED}: control with synchronous=NORMAL, ${lost.length} of ${acknowledged} lost`)
    expect(lost.length).toBeGreaterThan(0)
  })

  async function cut(weakened: boolean, count: number): Promise<Findings> {
    const found: Findings = { cuts: 0, acknowledged: 0, lost: [], recovered: [], broken: [] }
    await live({
      script: CHILD,
      args: (life) => [String(SEED + life), String(life)],
      acknowledgements: ACKNOWLEDGEMENTS,
      weakened,
      count,
      cuts: CUTS_A_LIFE,
      firstCuts: Array.from({ length: FIRST_ENTRIES }, (_, n) => n + 1),
      look: (folder, said, moment) => look(folder, recordsOf(said), moment, found),
    })
    return found
  }
})

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
