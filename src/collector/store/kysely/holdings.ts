/** What the store holds of a device, for the digest, and of an agent, for the export. */
import { sql, type Selectable } from 'kysely'

import { eventId, EVENT_TYPES, sourceOf, type WireEvent } from '../../../shared/wire/events.ts'
import { dayNumber, dayOf, dayText, lastDayOfQuarter } from '../days.ts'
import { uuidText } from '../ids.ts'
import { keptFrom } from '../kept.ts'
import { parseMemberships } from '../memberships.ts'
import type { Schema } from '../schema.ts'
import type { Device } from '../store.ts'
import { rowOf } from './devices.ts'
import type { Db, Engine } from './engine.ts'
import { organisationPolicy } from './meta.ts'
import { DAY_TABLES, EARLIEST, heldDays, heldOf, type DayTable } from './records.ts'
import { interactionOf, smileyOf } from './wire-data.ts'

type Held = { readonly id: string; readonly revision: number }

/** Days of which an export reads the records at a time. */
const EXPORT_DAYS = 16

/** Revisions by work day and quarter, over all teams that the device has been in; days first, each in its order. */
export async function holdings(
  engine: Engine,
  device: Device,
  from: string,
): Promise<ReadonlyMap<string, readonly Held[]>> {
  const { db } = engine
  const first = dayNumber(from)
  const days = new Map<number, Held[]>()
  const quarters = new Map<string, Held[]>()
  for (const teamNo of await teamsOf(db, device)) {
    for (const table of DAY_TABLES)
      for (const { work_day, id, revision } of await heldOf(engine, db, table, { ...device, teamNo }, first))
        put(days, work_day, { id: uuidText(id), revision })
    for (const { quarter, id, revision } of await pulsesOf(db, teamNo, [device.deviceNo]).execute())
      if (lastDayOfQuarter(quarter) >= first) put(quarters, quarter, { id: uuidText(id), revision })
  }
  const byDay = Array.from(days).sort(([a], [b]) => a - b)
  const byQuarter = Array.from(quarters).sort(([a], [b]) => (a < b ? -1 : 1))
  return new Map([...byDay.map(([day, held]) => [dayText(day), held] as const), ...byQuarter])
}

/** The lowest of its teams' days: what is older in another of them comes once more, and is `stale`. */
export async function keptSince({ db, now }: Engine, device: Device): Promise<string> {
  const teams = await db
    .selectFrom('team')
    .select(['policy', 'kept_from'])
    .where('team_no', 'in', [device.teamNo, ...(await teamsOf(db, device))])
    .execute()
  const organisation = await organisationPolicy(db)
  return dayText(Math.min(...teams.map((team) => keptFrom(team, organisation, dayOf(now())))))
}

/** Everything held of the device's agent, tombstones included, a few days at a time. */
export async function* exportAgent(engine: Engine, device: Device): AsyncGenerator<WireEvent> {
  const { db } = engine
  const rows = await db
    .selectFrom('device')
    .select(['team_no', 'device_no', 'device_id'])
    .where('agent_no', '=', device.agentNo)
    .where('erased', '=', 0)
    .orderBy('team_no')
    .orderBy('device_no')
    .execute()
  const sources = new Map(rows.map(({ device_no, device_id }) => [device_no, sourceOf(uuidText(device_id))]))
  for (const teamNo of new Set(rows.map(({ team_no }) => team_no))) {
    const devices = rows.filter(({ team_no }) => team_no === teamNo).map(({ device_no }) => device_no)
    yield* exportTeam(engine, teamNo, devices, (deviceNo) => sources.get(deviceNo) ?? '')
  }
}

async function* exportTeam(
  engine: Engine,
  teamNo: number,
  devices: readonly number[],
  source: (deviceNo: number) => string,
): AsyncGenerator<WireEvent> {
  const { db } = engine
  const days = new Set<number>()
  for (const deviceNo of devices)
    for (const day of await heldDays(engine, db, { teamNo, deviceNo }, EARLIEST)) days.add(day)
  const inOrder = Array.from(days).sort((a, b) => a - b)
  for (let start = 0; start < inOrder.length; start += EXPORT_DAYS) {
    const some = inOrder.slice(start, start + EXPORT_DAYS)
    for (const row of await recordsOf(db, 'interaction', teamNo, devices, some))
      yield { ...envelope(row, source), type: EVENT_TYPES.interaction, data: interactionOf(row) }
    for (const row of await recordsOf(db, 'day_smiley', teamNo, devices, some))
      yield { ...envelope(row, source), type: EVENT_TYPES.day, data: smileyOf(row) }
  }
  for (const row of await pulsesOf(db, teamNo, devices).execute()) {
    const { quarter, score } = row
    const data = { quarter, deleted: row.deleted === 1, score }
    yield { ...envelope(row, source), type: EVENT_TYPES.pulse, data }
  }
}

async function recordsOf<T extends DayTable>(
  db: Db,
  table: T,
  teamNo: number,
  devices: readonly number[],
  days: readonly number[],
): Promise<readonly Selectable<Schema[T]>[]> {
  const { rows } = await sql<
    Selectable<Schema[T]>
  >`SELECT * FROM ${sql.table(table)} WHERE team_no = ${teamNo}
    AND work_day IN (${sql.join(days)}) AND device_no IN (${sql.join(devices)})
    ORDER BY work_day, device_no, id`.execute(db)
  return rows
}

function pulsesOf(db: Db, teamNo: number, devices: readonly number[]) {
  return db
    .selectFrom('pulse')
    .selectAll()
    .where('team_no', '=', teamNo)
    .where('device_no', 'in', devices)
    .orderBy('quarter')
    .orderBy('device_no')
    .orderBy('id')
}

async function teamsOf(db: Db, device: Device): Promise<ReadonlySet<number>> {
  const row = await rowOf(db, device.teamNo, device.deviceNo)
  return new Set(row === undefined ? [] : parseMemberships(row.memberships).map(([teamNo]) => teamNo))
}

function envelope(
  row: { readonly device_no: number; readonly id: Uint8Array; readonly revision: number },
  source: (deviceNo: number) => string,
) {
  const id = eventId(uuidText(row.id), row.revision)
  return { specversion: '1.0', id, source: source(row.device_no) } as const
}

function put<K>(map: Map<K, Held[]>, key: K, held: Held): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [held])
  else list.push(held)
}
