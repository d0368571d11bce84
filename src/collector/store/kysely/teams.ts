/** Teams, and the policies that hold in them. */
import { randomUUID } from 'node:crypto'
import type { Selectable } from 'kysely'

import { policySchema, type Policy } from '../../../shared/policy.ts'
import { dayOf } from '../days.ts'
import { isUuid, uuidBytes, uuidText } from '../ids.ts'
import { keptFrom, policyInForce } from '../kept.ts'
import type { TeamTable } from '../schema.ts'
import { StoreError, type Team } from '../store.ts'
import type { Db, Engine } from './engine.ts'
import { nextNumber, organisationPolicy } from './meta.ts'

export type TeamRow = Selectable<TeamTable>

const LONGEST_NAME = 200

export async function createTeam(engine: Engine, name: string): Promise<Team> {
  const clean = cleanName(name)
  return await engine.transaction(async (trx) => {
    const row = await trx
      .insertInto('team')
      .values({
        team_no: await nextNumber(trx, 'team_no'),
        team_id: uuidBytes(randomUUID()),
        name: clean,
        policy: null,
        created_at: engine.now(),
        retired_at: null,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    return toTeam(row)
  })
}

export async function renameTeam(engine: Engine, id: string, name: string): Promise<Team> {
  const clean = cleanName(name)
  const { team_no } = await teamById(engine.db, id)
  const row = await engine.db
    .updateTable('team')
    .set({ name: clean })
    .where('team_no', '=', team_no)
    .returningAll()
    .executeTakeFirstOrThrow()
  return toTeam(row)
}

/** A team that was retired before keeps that time. */
export async function retireTeam(engine: Engine, id: string): Promise<Team> {
  const { team_no } = await teamById(engine.db, id)
  await engine.db
    .updateTable('team')
    .set({ retired_at: engine.now() })
    .where('team_no', '=', team_no)
    .where('retired_at', 'is', null)
    .execute()
  return toTeam(await teamByNo(engine.db, team_no))
}

/** All teams, in the order in which they were made. */
export async function listTeams(engine: Engine): Promise<readonly Team[]> {
  const rows = await engine.db.selectFrom('team').selectAll().orderBy('team_no').execute()
  return rows.map(toTeam)
}

/** The organisation's policy, or that which holds for a team. */
export async function readPolicy(db: Db, teamId?: string): Promise<Policy> {
  const organisation = await organisationPolicy(db)
  return policyInForce(teamId === undefined ? null : (await teamById(db, teamId)).policy, organisation)
}

/** `null` goes back to the organisation's policy, or to the default. Only a valid policy is written. */
export async function writePolicy(engine: Engine, policy: Policy | null, teamId?: string): Promise<void> {
  const value = policy === null ? null : JSON.stringify(validPolicy(policy))
  if (teamId !== undefined) {
    const { team_no } = await teamById(engine.db, teamId)
    await engine.db.updateTable('team').set({ policy: value }).where('team_no', '=', team_no).execute()
  } else if (value === null) {
    await engine.db.deleteFrom('meta').where('key', '=', 'policy').execute()
  } else {
    await engine.db
      .insertInto('meta')
      .values({ key: 'policy', value })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
      .execute()
  }
}

/** @throws StoreError `not-found` */
export async function teamById(db: Db, id: string): Promise<TeamRow> {
  const row = isUuid(id)
    ? await db.selectFrom('team').selectAll().where('team_id', '=', uuidBytes(id)).executeTakeFirst()
    : undefined
  if (row === undefined) throw new StoreError('not-found', `There is no team with the id "${id}".`)
  return row
}

export async function teamByNo(db: Db, teamNo: number): Promise<TeamRow> {
  return await db.selectFrom('team').selectAll().where('team_no', '=', teamNo).executeTakeFirstOrThrow()
}

/** The number of the first work day that is kept, by team. */
export async function keptFromByTeam(db: Db, now: number): Promise<ReadonlyMap<number, number>> {
  const organisation = await organisationPolicy(db)
  const teams = await db.selectFrom('team').select(['team_no', 'policy', 'kept_from']).execute()
  return new Map(teams.map((team) => [team.team_no, keptFrom(team, organisation, dayOf(now))]))
}

export function toTeam(row: TeamRow): Team {
  return {
    id: uuidText(row.team_id),
    name: row.name,
    createdAt: row.created_at,
    retiredAt: row.retired_at,
  }
}

function cleanName(name: string): string {
  const clean = name.trim()
  // oxlint-disable-next-line no-control-regex -- a name is one line
  if (clean === '' || clean.length > LONGEST_NAME || /[\u0000-\u001f]/.test(clean) || !clean.isWellFormed())
    throw new StoreError('conflict', `A team's name is one line of 1 to ${LONGEST_NAME} characters.`)
  return clean
}

function validPolicy(policy: Policy): Policy {
  const parsed = policySchema.safeParse(policy)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new StoreError('conflict', `The policy isn't valid: ${issue?.path.join('.')}: ${issue?.message}.`)
}
