/** Devices: who may do something, and what is known of them. */
import type { Selectable } from 'kysely'

import { dayOf, dayText } from '../days.ts'
import { isUuid, uuidBytes, uuidText } from '../ids.ts'
import type { DeviceTable } from '../schema.ts'
import { refusalOf } from '../sender.ts'
import {
  StoreError,
  type Credential,
  type CredentialRefusal,
  type Device,
  type DeviceEntry,
} from '../store.ts'
import type { Db, Engine } from './engine.ts'
import { teamById } from './teams.ts'

export type DeviceRow = Selectable<DeviceTable>

/** Numbers of teams, devices and agents end here, in every database. What comes from outside may be higher. */
const HIGHEST_NO = 2_147_483_647

export const isNumberOfOurs = (no: number): boolean => no > 0 && no <= HIGHEST_NO

export async function authenticate(
  engine: Engine,
  credential: Credential,
): Promise<{ ok: true; device: Device } | { ok: false; code: CredentialRefusal }> {
  const row = await rowOf(engine.db, credential.teamNo, credential.deviceNo)
  const refusal = refusalOf(row, credential.secretHash)
  if (row === undefined || refusal !== undefined) return { ok: false, code: refusal ?? 'unauthorized' }
  await noteSeen(engine, row)
  return { ok: true, device: toDevice(row) }
}

/** A device's membership of a team. */
export async function rowOf(db: Db, teamNo: number, deviceNo: number): Promise<DeviceRow | undefined> {
  if (!isNumberOfOurs(teamNo) || !isNumberOfOurs(deviceNo)) return undefined
  return await db
    .selectFrom('device')
    .selectAll()
    .where('team_no', '=', teamNo)
    .where('device_no', '=', deviceNo)
    .executeTakeFirst()
}

/** The row of a device that was authenticated a moment ago. @throws StoreError `conflict` when it may nothing any more */
export async function presentRowOf(db: Db, device: Device): Promise<DeviceRow> {
  const row = await rowOf(db, device.teamNo, device.deviceNo)
  if (row === undefined || row.token_hash === null || row.erased === 1 || row.revoked_at !== null)
    throw new StoreError(
      'conflict',
      `The device ${device.deviceId} was revoked, moved or erased a moment ago.`,
    )
  return row
}

/** The devices that are enrolled or were until they were revoked, newest last; not those that were erased. */
export async function listDevices(engine: Engine, teamId?: string): Promise<readonly DeviceEntry[]> {
  const team = teamId === undefined ? undefined : await teamById(engine.db, teamId)
  const rows = await entries(engine.db)
    .$if(team !== undefined, (query) => query.where('device.team_no', '=', team?.team_no ?? 0))
    .orderBy('device.device_no')
    .execute()
  return rows.map(toEntry)
}

/** A device that was revoked before keeps that time. */
export async function revokeDevice(engine: Engine, deviceId: string): Promise<DeviceEntry> {
  const unknown = new StoreError('not-found', `There is no device with the id "${deviceId}".`)
  if (!isUuid(deviceId)) throw unknown
  await engine.db
    .updateTable('device')
    .set({ revoked_at: engine.now() })
    .where('device_id', '=', uuidBytes(deviceId))
    .where('token_hash', 'is not', null)
    .where('erased', '=', 0)
    .where('revoked_at', 'is', null)
    .execute()
  const row = await entries(engine.db).where('device_id', '=', uuidBytes(deviceId)).executeTakeFirst()
  if (row === undefined) throw unknown
  return toEntry(row)
}

export function toDevice(row: DeviceRow): Device {
  return {
    teamNo: row.team_no,
    deviceNo: row.device_no,
    agentNo: row.agent_no,
    deviceId: uuidText(row.device_id),
    role: row.role,
  }
}

/** Rows with a token: where a device has moved on, the row of its former team has none. */
function entries(db: Db) {
  return db
    .selectFrom('device')
    .innerJoin('team', 'team.team_no', 'device.team_no')
    .select(['device_id', 'team_id', 'role', 'enrolled_day', 'last_seen_day', 'revoked_at'])
    .where('token_hash', 'is not', null)
    .where('erased', '=', 0)
}

type EntryRow = Awaited<ReturnType<ReturnType<typeof entries>['execute']>>[number]

function toEntry(row: EntryRow): DeviceEntry {
  return {
    deviceId: uuidText(row.device_id),
    teamId: uuidText(row.team_id),
    role: row.role,
    enrolledOn: dayText(row.enrolled_day),
    lastSeenOn: row.last_seen_day === null ? null : dayText(row.last_seen_day),
    revokedAt: row.revoked_at,
  }
}

/** Once a day. A database that can't be written must not keep anybody from reading. */
async function noteSeen(engine: Engine, row: DeviceRow): Promise<void> {
  const today = dayOf(engine.now())
  if (row.last_seen_day !== null && row.last_seen_day >= today) return
  try {
    await engine.db
      .updateTable('device')
      .set({ last_seen_day: today })
      .where('team_no', '=', row.team_no)
      .where('device_no', '=', row.device_no)
      .execute()
  } catch (error) {
    if (!(engine.translate(error) instanceof StoreError)) throw error
  }
}
