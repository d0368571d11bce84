/** How much a store holds. Counts everything, so it takes seconds where there are tens of millions of records. */
import { sql } from 'kysely'

import { dayText } from '../days.ts'
import type { StoreStatistics } from '../store.ts'
import type { Db, Engine } from './engine.ts'
import { readIdentity } from './meta.ts'

/** Tombstones aren't counted, nor devices that were erased or that have moved on from a team. */
export async function readStatistics(engine: Engine): Promise<StoreStatistics> {
  const { db } = engine
  const { rows } = await sql<{
    teams: number
    agents: number
    devices: number
    interactions: number
    days: number
    pulses: number
  }>`SELECT
    (SELECT count(*) FROM team) AS teams,
    (SELECT count(DISTINCT agent_no) FROM device WHERE token_hash IS NOT NULL AND erased = 0) AS agents,
    (SELECT count(*) FROM device WHERE token_hash IS NOT NULL AND erased = 0) AS devices,
    (SELECT count(*) FROM interaction WHERE deleted = 0) AS interactions,
    (SELECT count(*) FROM day_smiley WHERE deleted = 0) AS days,
    (SELECT count(*) FROM pulse WHERE deleted = 0) AS pulses`.execute(db)
  const counts = rows[0] ?? { teams: 0, agents: 0, devices: 0, interactions: 0, days: 0, pulses: 0 }
  return {
    identity: await readIdentity(db),
    schemaVersion: engine.schemaVersion,
    ...counts,
    ...(await workDays(db)),
    sizeBytes: await engine.sizeBytes(),
  }
}

async function workDays(db: Db): Promise<Pick<StoreStatistics, 'firstWorkDay' | 'lastWorkDay'>> {
  const { rows } = await sql<{ first: number | null; last: number | null }>`
    SELECT min(work_day) AS first, max(work_day) AS last FROM interaction WHERE deleted = 0`.execute(db)
  const { first = null, last = null } = rows[0] ?? {}
  return {
    firstWorkDay: first === null ? null : dayText(first),
    lastWorkDay: last === null ? null : dayText(last),
  }
}
