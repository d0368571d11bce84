/**
 * A power cut under the collector on SQLite: what it has answered for is there, what was erased is not, the roll-ups
 * are what the records add up to, and it starts. The control shows that the same test finds a store that syncs less.
 */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'

import { describe, expect, it } from 'vitest'

import { createSqliteStore } from '../../../src/collector/store/sqlite/index.ts'
import { SEED } from '../../crash/random.ts'
import { readHeld, readSqlite } from '../runs/raw-rows.ts'
import type { HeldRecord } from '../runs/raw-rows.ts'
import { rollupDifferences } from '../runs/recompute.ts'
import { canCutPower, PATIENT, usePowerCuts } from './lives.ts'

const CHILD = fileURLToPath(new URL('collector-child.ts', import.meta.url))
/** Few: opening the store takes half a second. */
const LIVES = 2
const CUTS_A_LIFE = 10
const ACKNOWLEDGEMENTS = 200
/** The first life begins with a new database: some cuts fall into its making. */
const FIRST_CUTS = [5, 25, 45, 65, 85, 105]
const NOW = Date.UTC(2026, 10, 20, 13)

interface Acknowledged {
  readonly deviceId?: string
  readonly events?: readonly {
    readonly kind: HeldRecord['kind']
    readonly recordId: string
    readonly revision: number
    readonly data: object
  }[]
  readonly erasing?: string
  readonly erased?: string
}

interface Findings {
  cuts: number
  acknowledged: number
  readonly lost: string[]
  readonly wrong: string[]
}

describe.skipIf(!canCutPower())('a power cut under the collector', PATIENT, () => {
  const live = usePowerCuts()

  it('takes nothing that was answered for, brings nothing back, and leaves the roll-ups right', async () => {
    const { cuts, acknowledged, lost, wrong } = await cut(false, LIVES)
    console.log(
      `seed ${SEED}: ${cuts} power cuts in ${LIVES} lives, ${acknowledged} records looked for, ${lost.length} lost`,
    )
    expect(wrong).toEqual([])
    expect(lost).toEqual([])
  })

  it('would be found out if the store synced only now and then', async () => {
    const { lost, acknowledged } = await cut(true, 1)
    console.log(`seed ${SEED}: control with synchronous=NORMAL, ${lost.length} of ${acknowledged} lost`)
    expect(lost.length).toBeGreaterThan(0)
  })

  async function cut(weakened: boolean, count: number): Promise<Findings> {
    const found: Findings = { cuts: 0, acknowledged: 0, lost: [], wrong: [] }
    await live({
      script: CHILD,
      args: (life) => [String(SEED + life)],
      acknowledgements: ACKNOWLEDGEMENTS,
      weakened,
      count,
      cuts: weakened ? 3 : CUTS_A_LIFE,
      firstCuts: weakened ? [] : FIRST_CUTS,
      look: (folder, said, moment) => look(folder, said, moment, found),
    })
    return found
  }
})

async function look(folder: string, said: string, moment: string, found: Findings): Promise<void> {
  found.cuts += 1
  const { expected, erased } = expectations(said)
  found.acknowledged += expected.size
  try {
    const store = await createSqliteStore({ folder, now: () => NOW, role: 'server' })
    try {
      for (const { table, key, detail } of await store.administration.verifyRollups())
        found.wrong.push(`${moment}: ${table} ${key} ${detail}`)
      const listed = new Set(await store.administration.erasures())
      for (const id of erased) if (!listed.has(id)) found.lost.push(`${moment}: the erasure of ${id}`)
    } finally {
      await store.close()
    }
  } catch (error) {
    found.wrong.push(`${moment}: ${String(error)}`)
    return
  }
  await compare(join(folder, 'collector.db'), expected, erased, moment, found)
}

async function compare(
  database: string,
  expected: ReadonlyMap<string, Expected>,
  erased: ReadonlySet<string>,
  moment: string,
  found: Findings,
): Promise<void> {
  const reader = readSqlite(database)
  try {
    const teams = await reader.rows('SELECT team_no FROM team WHERE team_no > ?', -1)
    const held = await Promise.all(teams.map((row) => readHeld(reader, Number(row['team_no']))))
    for (const one of held)
      found.wrong.push(...rollupDifferences(one).map((difference) => `${moment}: ${difference}`))
    const records = new Map(held.flatMap((one) => one.records).map((record) => [record.id, record]))
    for (const { deviceId } of records.values())
      if (erased.has(deviceId))
        found.wrong.push(`${moment}: something of ${deviceId}, which was erased, is held`)
    for (const [id, { revision, data }] of expected) {
      const record = records.get(id)
      const whole = record !== undefined && record.revision >= revision
      const same = whole && (record.revision > revision || isDeepStrictEqual(record.data, data))
      if (!same) found.lost.push(`${moment}: ${id}/${revision}`)
    }
  } finally {
    await reader.close()
  }
}

interface Expected {
  readonly revision: number
  readonly data: object
}

function expectations(said: string): {
  readonly expected: ReadonlyMap<string, Expected>
  readonly erased: ReadonlySet<string>
} {
  const expected = new Map<string, Expected & { readonly deviceId: string }>()
  const erased = new Set<string>()
  for (const line of said.split('\n').slice(0, -1)) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by collector-child.ts
    const one = JSON.parse(line) as Acknowledged
    if (one.erased !== undefined) erased.add(one.erased)
    for (const [id, { deviceId }] of expected) if (deviceId === one.erasing) expected.delete(id)
    for (const { recordId, revision, data } of one.events ?? [])
      if ((expected.get(recordId)?.revision ?? 0) < revision)
        expected.set(recordId, { revision, data, deviceId: one.deviceId ?? '' })
  }
  return { expected, erased }
}
