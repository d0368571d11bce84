/** Enrolment codes: those that administrators hand out, and those for another computer of the same agent. */
import type { Selectable } from 'kysely'

import { createCode as createCodeText } from '../../auth/secrets.ts'
import { uuidText } from '../ids.ts'
import type { EnrolmentCodeTable } from '../schema.ts'
import { StoreError, type Code, type Device, type Role } from '../store.ts'
import { presentRowOf } from './devices.ts'
import type { Db, Engine, Trx } from './engine.ts'
import { teamById, teamByNo, type TeamRow } from './teams.ts'

/** A code's id is so many bytes of its hash, in hexadecimal digits. */
const ID_BYTES = 6
const TRANSFER_MS = 15 * 60_000
/** Transfer codes of one agent that are open at once. */
const MOST_OPEN = 5

type CodeRow = Selectable<EnrolmentCodeTable>

export async function createCode(
  engine: Engine,
  input: { teamId: string; role: Role; seats: number; expiresAt: number },
): Promise<Code & { readonly code: string }> {
  const { teamId, role, seats, expiresAt } = input
  if (!Number.isInteger(seats) || seats < 1 || seats > 1_000_000)
    throw new StoreError('conflict', `A code has 1 to 1,000,000 seats, not ${seats}.`)
  if (!Number.isSafeInteger(expiresAt) || expiresAt <= engine.now())
    throw new StoreError('conflict', 'A code must expire at a time that is still to come.')
  const { row, team, code } = await insert(engine.db, await teamById(engine.db, teamId), {
    role,
    seats,
    expires_at: expiresAt,
    agent_no: null,
  })
  return { ...toCode(row, team), code }
}

/**
 * One seat, for a quarter of an hour. An agent has a few open codes at most; a further one ends the oldest.
 * @throws StoreError `conflict` when the team was retired or the device revoked
 */
export async function createTransferCode(
  engine: Engine,
  device: Device,
): Promise<{ readonly code: string; readonly expiresAt: number }> {
  return await engine.transaction(async (trx) => {
    // Requests of one device wait for each other here, so that each counts the codes of those before it.
    await trx
      .updateTable('device')
      .set((eb) => ({ role: eb.ref('role') }))
      .where('team_no', '=', device.teamNo)
      .where('device_no', '=', device.deviceNo)
      .execute()
    const { team_no, role, agent_no } = await presentRowOf(trx, device)
    await endOldest(trx, agent_no, engine.now())
    const expires_at = engine.now() + TRANSFER_MS
    const values = { role, seats: 1, expires_at, agent_no }
    const { code } = await insert(trx, await teamByNo(trx, team_no), values)
    return { code, expiresAt: expires_at }
  })
}

/** Makes room for one more open code of an agent. */
async function endOldest(trx: Trx, agentNo: number, now: number): Promise<void> {
  const open = await trx
    .selectFrom('enrolment_code')
    .select(['team_no', 'code_hash'])
    .where('agent_no', '=', agentNo)
    .whereRef('used', '<', 'seats')
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('expires_at', 'desc')
    .execute()
  for (const { team_no, code_hash } of open.slice(MOST_OPEN - 1))
    await trx
      .deleteFrom('enrolment_code')
      .where('team_no', '=', team_no)
      .where('code_hash', '=', code_hash)
      .execute()
}

/** A code that was revoked before keeps that time. */
export async function revokeCode(engine: Engine, id: string): Promise<Code> {
  const unknown = new StoreError('not-found', `There is no code with the id "${id}".`)
  if (!new RegExp(`^[0-9a-f]{${ID_BYTES * 2}}$`).test(id)) throw unknown
  const first = Buffer.from(id.padEnd(64, '0'), 'hex')
  const last = Buffer.from(id.padEnd(64, 'f'), 'hex')
  await engine.db
    .updateTable('enrolment_code')
    .set({ revoked_at: engine.now() })
    .where('code_hash', '>=', first)
    .where('code_hash', '<=', last)
    .where('revoked_at', 'is', null)
    .execute()
  const row = await withTeam(engine.db)
    .where('code_hash', '>=', first)
    .where('code_hash', '<=', last)
    .executeTakeFirst()
  if (row === undefined) throw unknown
  return toCode(row, row)
}

/** All codes, also those that are used up, expired or revoked. */
export async function listCodes(engine: Engine, teamId?: string): Promise<readonly Code[]> {
  const team = teamId === undefined ? undefined : await teamById(engine.db, teamId)
  const rows = await withTeam(engine.db)
    .$if(team !== undefined, (query) => query.where('enrolment_code.team_no', '=', team?.team_no ?? 0))
    .orderBy('enrolment_code.team_no')
    .orderBy('expires_at')
    .orderBy('code_hash')
    .execute()
  return rows.map((row) => toCode(row, row))
}

async function insert(
  db: Db,
  team: TeamRow,
  values: Pick<CodeRow, 'role' | 'seats' | 'expires_at' | 'agent_no'>,
): Promise<{ row: CodeRow; team: TeamRow; code: string }> {
  if (team.retired_at !== null)
    throw new StoreError('conflict', `The team "${team.name}" was retired; no device can join it.`)
  const { text, hash } = createCodeText(team.team_no)
  const row = await db
    .insertInto('enrolment_code')
    .values({ team_no: team.team_no, code_hash: hash, used: 0, revoked_at: null, ...values })
    .returningAll()
    .executeTakeFirstOrThrow()
  return { row, team, code: text }
}

function withTeam(db: Db) {
  return db
    .selectFrom('enrolment_code')
    .innerJoin('team', 'team.team_no', 'enrolment_code.team_no')
    .selectAll('enrolment_code')
    .select('team_id')
}

function toCode(row: CodeRow, team: Pick<TeamRow, 'team_id'>): Code {
  return {
    id: Buffer.from(row.code_hash)
      .toString('hex')
      .slice(0, ID_BYTES * 2),
    teamId: uuidText(team.team_id),
    role: row.role,
    seats: row.seats,
    used: row.used,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    transfer: row.agent_no !== null,
  }
}
