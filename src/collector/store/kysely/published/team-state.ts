/** Where a team's closing stands, and what must not have changed between reading what there is and publishing it. */
import { dayOf } from '../../days.ts'
import { keptFrom, policyInForce } from '../../kept.ts'
import type { Db, Trx } from '../engine.ts'
import { organisationPolicy } from '../meta.ts'

export interface TeamState {
  readonly closedTo: number | null
  readonly notBefore: number | null
  readonly threshold: number
  /** When the works council agreed to compare with customers; `null`: that is off. */
  readonly agreedOn: string | null
  /** The first work day of which records are kept. */
  readonly keptFrom: number
  /** Whose computer is which, of all that have ever been in the team. */
  readonly agents: ReadonlyMap<number, number>
}

export async function readTeamState(db: Db, teamNo: number, now: number): Promise<TeamState> {
  const team = await db
    .selectFrom('team')
    .select(['policy', 'kept_from', 'closed_to', 'not_before'])
    .where('team_no', '=', teamNo)
    .executeTakeFirstOrThrow()
  const organisation = await organisationPolicy(db)
  const devices = await db
    .selectFrom('device')
    .select(['device_no', 'agent_no'])
    .where('team_no', '=', teamNo)
    .execute()
  const policy = policyInForce(team.policy, organisation)
  return {
    closedTo: team.closed_to,
    notBefore: team.not_before,
    threshold: policy.threshold,
    agreedOn: policy.customerComparison?.worksCouncilAgreedOn ?? null,
    keptFrom: keptFrom(team, organisation, dayOf(now)),
    agents: new Map(devices.map(({ device_no, agent_no }) => [device_no, agent_no])),
  }
}

/** Whether what was read under one state may be published under another; somebody new disturbs nothing. */
export function isSameState(read: TeamState, now: TeamState): boolean {
  return (
    read.closedTo === now.closedTo &&
    read.notBefore === now.notBefore &&
    read.threshold === now.threshold &&
    read.agreedOn === now.agreedOn &&
    read.keptFrom === now.keptFrom &&
    read.agents.entries().every(([deviceNo, agentNo]) => now.agents.get(deviceNo) === agentNo)
  )
}

/**
 * After a restore: days that are over for long enough by now may have been told since the backup was made, of answers
 * that it doesn't have. Nothing more is told of them. A backup of a later time than ours keeps what it has closed.
 * @param upTo the last day that is over for long enough
 */
export async function closeUntold(trx: Trx, upTo: number): Promise<void> {
  await trx
    .updateTable('team')
    .set({ closed_to: upTo })
    .where((eb) => eb.or([eb('closed_to', 'is', null), eb('closed_to', '<', upTo)]))
    .execute()
  await trx
    .updateTable('team')
    .set((eb) => ({ not_before: eb('closed_to', '+', 1) }))
    .execute()
}
