/** Enrolment codes: those that administrators hand out, and those for another computer of the same agent. */
import type { Selectable } from 'kysely'

import { createCode as createCodeText } from '../../auth/secrets.ts'
import { uuidText } from '../ids.ts'
import type { EnrolmentCodeTable } from '../schema.ts'
import { StoreError, type Code, type Device, type Role } from '../store.ts'
import { presentRowOf } from './devices.ts'
import type { Db, Engine } from './engine.ts'
import { teamById, teamByNo, type TeamRow } from './teams.ts'

/** A code's id is so many bytes of its hash, in hexadecimal digits. */
const ID_BYTES = 6
const TRANSFER_MS = 15 * 60_000

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
  const { row, team, code } = await insert(engine, await teamById(engine.db, teamId), {
    role,
    seats,
    expires_at: expiresAt,
    agent_no: null,
  })
  return { ...toCode(row, team), code }
}

/** One seat, for a quarter of an hour. @throws StoreError `conflict` when the team was retired or the device revoked */
export async function createTransferCode(
  engine: Engine,
  device: Device,
): Promise<{ readonly code: string; readonly expiresAt: number }> {
  const present = await presentRowOf(engine.db, device)
  const { code, row } = await insert(engine, await teamByNo(engine.db, present.team_no), {
    role: present.role,
    seats: 1,
    expires_at: engine.now() + TRANSFER_MS,
    agent_no: present.agent_no,
  })
  return { code, expiresAt: row.expires_at }
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
  engine: Engine,
  team: TeamRow,
  values: Pick<CodeRow, 'role' | 'seats' | 'expires_at' | 'agent_no'>,
): Promise<{ row: CodeRow; team: TeamRow; code: string }> {
  if (team.retired_at !== null)
    throw new StoreError('conflict', `The team "${team.name}" was retired; no device can join it.`)
  const { text, hash } = createCodeText(team.team_no)
  const row = await engine.db
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
