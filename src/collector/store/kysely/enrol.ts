/** A code becomes a device: a new one, or one that was here before and proves it with its claim. */
import { randomUUID } from 'node:crypto'

import { createSecret, parseCode, parseSecret, secretMatches } from '../../auth/secrets.ts'
import { dayOf } from '../days.ts'
import { uuidBytes, uuidText } from '../ids.ts'
import { policyInForce } from '../kept.ts'
import { firstMembership } from '../memberships.ts'
import type { EnrolRefusal, Grant, Role } from '../store.ts'
import { isNumberOfOurs, rowOf, type DeviceRow } from './devices.ts'
import type { Db, Engine, Trx } from './engine.ts'
import { nextNumber, organisationPolicy, readIdentity } from './meta.ts'
import { relocate } from './relocate.ts'
import { teamByNo } from './teams.ts'

type Enrolment = { ok: true; grant: Grant } | { ok: false; code: EnrolRefusal }

/** Takes a seat of the code and enrols a device; both or neither. */
export async function enrol(engine: Engine, code: string, claim: string | undefined): Promise<Enrolment> {
  const parsed = parseCode(code)
  if (parsed === undefined || !isNumberOfOurs(parsed.teamNo)) return { ok: false, code: 'code-unknown' }
  return await engine.transaction(async (trx) => {
    const seat = await takeSeat(trx, parsed.teamNo, parsed.hash, engine.now())
    if ('refusal' in seat) return { ok: false, code: seat.refusal }
    const earlier = claim === undefined ? undefined : await claimed(engine, trx, claim)
    if (claim === undefined || earlier === undefined) {
      const joins = { teamNo: parsed.teamNo, role: seat.role, agentNo: seat.agent_no ?? undefined }
      return { ok: true, grant: await createDevice(engine, trx, joins) }
    }
    const token = await goOn(engine, trx, earlier, parsed.teamNo, seat)
    const row = { team_no: parsed.teamNo, device_id: earlier.device_id, role: seat.role }
    return { ok: true, grant: await toGrant(trx, row, { token, claim }) }
  })
}

/** A device that is new, of an agent who is new where none is given. */
export async function createDevice(
  engine: Engine,
  trx: Trx,
  joins: { readonly teamNo: number; readonly role: Role; readonly agentNo: number | undefined },
): Promise<Grant> {
  const { teamNo, role } = joins
  const agentNo = joins.agentNo ?? (await nextNumber(trx, 'agent_no'))
  const deviceNo = await nextNumber(trx, 'device_no')
  const token = createSecret('token', teamNo, deviceNo)
  const claim = createSecret('claim', teamNo, deviceNo)
  const today = dayOf(engine.now())
  const row = await trx
    .insertInto('device')
    .values({
      team_no: teamNo,
      device_no: deviceNo,
      device_id: uuidBytes(randomUUID()),
      agent_no: agentNo,
      role,
      token_hash: token.hash,
      claim_hash: claim.hash,
      memberships: JSON.stringify(firstMembership(teamNo)),
      enrolled_day: today,
      last_seen_day: today,
      revoked_at: null,
      erased: 0,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return await toGrant(trx, row, { token: token.text, claim: claim.text })
}

type Seat = Pick<DeviceRow, 'role'> & { readonly agent_no: number | null }

/** One statement takes the seat, so of two requests for the last one only one gets it. */
async function takeSeat(
  trx: Trx,
  teamNo: number,
  hash: Uint8Array,
  now: number,
): Promise<Seat | { readonly refusal: EnrolRefusal }> {
  const taken = await trx
    .updateTable('enrolment_code')
    .set((eb) => ({ used: eb('used', '+', 1) }))
    .where('team_no', '=', teamNo)
    .where('code_hash', '=', hash)
    .whereRef('used', '<', 'seats')
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .where('team_no', 'in', (eb) =>
      eb.selectFrom('team').select('team_no').where('team_no', '=', teamNo).where('retired_at', 'is', null),
    )
    .returning(['role', 'agent_no'])
    .executeTakeFirst()
  if (taken !== undefined) return taken
  const code = await trx
    .selectFrom('enrolment_code')
    .select(['used', 'seats', 'expires_at', 'revoked_at'])
    .where('team_no', '=', teamNo)
    .where('code_hash', '=', hash)
    .executeTakeFirst()
  if (code === undefined) return { refusal: 'code-unknown' }
  const open = code.revoked_at === null && code.expires_at > now
  // A code that was revoked, or whose team was retired, is out of date like one whose time is over.
  return { refusal: open && code.used >= code.seats ? 'code-used-up' : 'code-expired' }
}

/** The row that a claim was made for, with ingest locked out. A device that was erased is nobody's any more. */
async function claimed(engine: Engine, trx: Trx, claim: string): Promise<DeviceRow | undefined> {
  const parsed = parseSecret('claim', claim)
  if (parsed === undefined) return undefined
  await engine.lockOutIngest(trx)
  const row = await rowOf(trx, parsed.teamNo, parsed.deviceNo)
  if (row === undefined || row.erased === 1) return undefined
  return secretMatches(parsed.secretHash, row.claim_hash) ? row : undefined
}

/**
 * The same device goes on, perhaps in another team or as another computer of another agent. Its claim stays valid, so
 * that it is the same device again even if it never gets this answer. Returns its new token.
 */
async function goOn(
  engine: Engine,
  trx: Trx,
  earlier: DeviceRow,
  teamNo: number,
  seat: Seat,
): Promise<string> {
  const rows = await trx
    .selectFrom('device')
    .selectAll()
    .where('device_no', '=', earlier.device_no)
    .where('device_id', '=', earlier.device_id)
    .execute()
  const current = rows.find(({ token_hash }) => token_hash !== null) ?? earlier
  const agentNo = seat.agent_no ?? current.agent_no
  const memberships = JSON.stringify(await relocate(engine, trx, current, { teamNo, agentNo }))
  const token = createSecret('token', teamNo, earlier.device_no)
  const changes = { role: seat.role, token_hash: token.hash, memberships, revoked_at: null }
  if (current.team_no !== teamNo)
    await trx
      .updateTable('device')
      .set({ token_hash: null })
      .where('team_no', '=', current.team_no)
      .where('device_no', '=', current.device_no)
      .execute()
  await trx
    .insertInto('device')
    .values({
      ...current,
      team_no: teamNo,
      agent_no: agentNo,
      claim_hash: null,
      enrolled_day: dayOf(engine.now()),
      ...changes,
    })
    .onConflict((conflict) => conflict.columns(['team_no', 'device_no']).doUpdateSet(changes))
    .execute()
  return token.text
}

async function toGrant(
  db: Db,
  device: Pick<DeviceRow, 'team_no' | 'device_id' | 'role'>,
  secrets: Pick<Grant, 'token' | 'claim'>,
): Promise<Grant> {
  return {
    ...(await membershipOf(db, device)),
    deviceId: uuidText(device.device_id),
    ...secrets,
  }
}

/** What a device may know of where it is. */
export async function membershipOf(
  db: Db,
  device: Pick<DeviceRow, 'team_no' | 'role'>,
): Promise<Pick<Grant, 'identity' | 'role' | 'team' | 'policy'>> {
  const team = await teamByNo(db, device.team_no)
  return {
    identity: await readIdentity(db),
    role: device.role,
    team: { id: uuidText(team.team_id), name: team.name },
    policy: policyInForce(team.policy, await organisationPolicy(db)),
  }
}
