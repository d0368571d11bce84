/** Forgetting an agent, and doing so once more after a restore that has brought something back. */
import { closedDay } from '../../publishing/spans.ts'
import { isUuid, uuidBytes, uuidText } from '../ids.ts'
import { StoreError, type Device, type Grant, type StoreIdentity } from '../store.ts'
import { presentRowOf, type DeviceRow } from './devices.ts'
import type { Db, Engine, Trx } from './engine.ts'
import { createDevice } from './enrol.ts'
import { raiseEpoch, readIdentity } from './meta.ts'
import { eraseCounted } from './published/counted.ts'
import { closeUntold } from './published/team-state.ts'
import { deleteDays, EARLIEST, heldDays } from './records.ts'
import { rebuild } from './relocate.ts'

/** The agent number of an erased device: nothing says any more whose computers they were. */
const NOBODY = 0

/** Forgets the device's agent. The device goes on as a new device of a new agent in the team it is in. */
export async function erase(engine: Engine, device: Device): Promise<Grant> {
  return await engine.transaction(async (trx) => {
    await endTransferCodes(trx, device.agentNo)
    await engine.lockOutIngest(trx)
    const present = await presentRowOf(trx, device)
    const rows = await trx
      .selectFrom('device')
      .selectAll()
      .where('agent_no', '=', present.agent_no)
      .where('erased', '=', 0)
      .execute()
    await eraseDevices(engine, trx, rows)
    await endTransferCodes(trx, present.agent_no)
    const joins = { teamNo: present.team_no, role: present.role, agentNo: undefined }
    const grant = await createDevice(engine, trx, joins)
    await engine.onErased(idsOf(rows))
    return grant
  })
}

/** Ends the enrolment of all of the agent's computers; what they sent stays. */
export async function leave(engine: Engine, device: Device): Promise<void> {
  await engine.transaction(async (trx) => {
    await endTransferCodes(trx, device.agentNo)
    await trx
      .updateTable('device')
      .set({ revoked_at: engine.now() })
      .where('agent_no', '=', device.agentNo)
      .where('erased', '=', 0)
      .where('revoked_at', 'is', null)
      .execute()
    await endTransferCodes(trx, device.agentNo)
  })
}

/**
 * What a restore needs: a new epoch, every erasure done again that the backup doesn't know of, and nothing published twice.
 * @param erasures ids of erased devices, as a list beside the database has them
 * @throws StoreError `conflict` when one of them is no id
 */
export async function markRestored(engine: Engine, erasures: readonly string[]): Promise<StoreIdentity> {
  const wrong = erasures.find((id) => !isUuid(id))
  if (wrong !== undefined)
    throw new StoreError('conflict', `The list of erasures names "${wrong}", which is no device's id.`)
  return await engine.transaction(async (trx) => {
    await engine.lockOutIngest(trx)
    await raiseEpoch(trx, engine.now())
    for (const id of new Set(erasures)) {
      const rows = await trx
        .selectFrom('device')
        .selectAll()
        .where('device_id', '=', uuidBytes(id))
        .where('erased', '=', 0)
        .execute()
      for (const agentNo of new Set(rows.map(({ agent_no }) => agent_no)))
        await endTransferCodes(trx, agentNo)
      await eraseDevices(engine, trx, rows)
      await listErased(engine, trx, id)
    }
    await closeUntold(trx, closedDay(engine.now()))
    await engine.onErased(Array.from(new Set(erasures)))
    return await readIdentity(trx)
  })
}

/** Whether nothing of a device may come back. @param id a UUID */
export async function isErased(db: Db, id: string): Promise<boolean> {
  const found = db.selectFrom('erasure').select('device_id').where('device_id', '=', uuidBytes(id))
  return (await found.executeTakeFirst()) !== undefined
}

/** The ids of all devices of which nothing may come back. */
export async function listErasures(engine: Engine): Promise<readonly string[]> {
  const rows = await engine.db
    .selectFrom('erasure')
    .select('device_id')
    .orderBy('erased_at')
    .orderBy('device_id')
    .execute()
  return rows.map(({ device_id }) => uuidText(device_id))
}

/** Deletes what devices have sent, takes it out of the roll-ups, and leaves of them no more than that they are erased. */
async function eraseDevices(engine: Engine, trx: Trx, rows: readonly DeviceRow[]): Promise<void> {
  const touched = new Map<number, Set<number>>()
  for (const { team_no, device_no } of rows) {
    const days = await heldDays(engine, trx, { teamNo: team_no, deviceNo: device_no }, EARLIEST)
    await deleteDays(trx, team_no, device_no, days)
    await trx.deleteFrom('pulse').where('team_no', '=', team_no).where('device_no', '=', device_no).execute()
    touched.set(team_no, new Set([...(touched.get(team_no) ?? []), ...days]))
    await trx
      .updateTable('device')
      .set({ erased: 1, agent_no: NOBODY, claim_hash: null, last_seen_day: null })
      .where('team_no', '=', team_no)
      .where('device_no', '=', device_no)
      .execute()
  }
  const agents = new Set(rows.map(({ agent_no }) => agent_no))
  await rebuild(engine, trx, touched, agents)
  await eraseCounted(trx, touched.keys(), agents)
  for (const agentNo of agents) await dropAgentDays(trx, new Set(touched.keys()), agentNo)
  for (const id of new Set(idsOf(rows))) await listErased(engine, trx, id)
}

/** What retention was about to drop of an agent of whom nothing is left. The team's days stay, as with retention. */
async function dropAgentDays(trx: Trx, teams: ReadonlySet<number>, agentNo: number): Promise<void> {
  const left = await trx
    .selectFrom('device')
    .select('device_no')
    .where('agent_no', '=', agentNo)
    .executeTakeFirst()
  if (left !== undefined) return
  for (const teamNo of teams)
    await trx.deleteFrom('agent_day').where('team_no', '=', teamNo).where('agent_no', '=', agentNo).execute()
}

/**
 * Called before the agent's devices are read, so that none joins them any more, and after they have ended, for a code
 * that one of them has made in between.
 */
async function endTransferCodes(trx: Trx, agentNo: number): Promise<void> {
  await trx.deleteFrom('enrolment_code').where('agent_no', '=', agentNo).execute()
}

async function listErased(engine: Engine, trx: Trx, id: string): Promise<void> {
  await trx
    .insertInto('erasure')
    .values({ device_id: uuidBytes(id), erased_at: engine.now() })
    .onConflict((conflict) => conflict.column('device_id').doNothing())
    .execute()
}

function idsOf(rows: readonly DeviceRow[]): readonly string[] {
  return Array.from(new Set(rows.map(({ device_id }) => uuidText(device_id))))
}
