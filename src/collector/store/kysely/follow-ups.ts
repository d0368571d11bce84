/**
 * Follow-ups, and how far the team is with them. The state is kept beside the interaction, which its device alone writes:
 * a follow-up that is taken back is gone from every list, and one that is asked for anew has the state that it had, because
 * whoever has set it knows the customer, and the collector may never hear that it was taken back in between.
 */
import { sql } from 'kysely'

import { TEAM_LIMITS } from '../../../shared/wire/limits.ts'
import { followUpSchema, type FollowUp, type FollowUpRequest } from '../../../shared/wire/team.ts'
import { dayOf, dayText } from '../days.ts'
import { uuidBytes, uuidText } from '../ids.ts'
import type { FollowUpTable } from '../schema.ts'
import type { OwnFollowUpState } from '../shared-work.ts'
import type { Engine, Trx } from './engine.ts'
import { isBeside, sharedOf, sharedRows, type SharedReader } from './shared-rows.ts'

export async function listFollowUps(
  engine: Engine,
  teamNo: number,
): Promise<{ readonly followUps: readonly FollowUp[]; readonly more: number }> {
  const rows = await followUpRows(engine, teamNo)
    .select(sql<number>`cast(count(*) OVER () AS integer)`.as('total'))
    .orderBy(sql`CASE WHEN follow_up.state IS NULL THEN 0 ELSE 1 END`)
    .orderBy('interaction.work_day', 'desc')
    // By the id and not by the device: what stands side by side mustn't look like one person's.
    .orderBy('interaction.id', 'desc')
    .limit(TEAM_LIMITS.followUps)
    .execute()
  return { followUps: rows.map(followUpOf), more: (rows[0]?.total ?? 0) - rows.length }
}

export async function setFollowUp(
  engine: Engine,
  teamNo: number,
  id: string,
  to: FollowUpRequest,
): Promise<FollowUp | undefined> {
  return await engine.transaction(async (trx) => {
    // An erasure, a move or the end of retention takes states along with their interactions; none may come after it.
    await engine.joinIngest(trx)
    const withId = () =>
      followUpRows({ ...engine, db: trx }, teamNo).where('interaction.id', '=', uuidBytes(id))
    const keys = await withId().select('interaction.device_no').execute()
    for (const { work_day, device_no } of keys)
      await writeState(
        trx,
        { team_no: teamNo, work_day, device_no, id: uuidBytes(id) },
        to,
        dayOf(engine.now()),
      )
    const row = await withId().executeTakeFirst()
    return row === undefined ? undefined : followUpOf(row)
  })
}

export async function ownFollowUps({ db }: Engine, agentNo: number): Promise<readonly OwnFollowUpState[]> {
  const rows = await db
    .selectFrom('device')
    .innerJoin('follow_up', (join) =>
      join
        .onRef('follow_up.team_no', '=', 'device.team_no')
        .onRef('follow_up.device_no', '=', 'device.device_no'),
    )
    .innerJoin('interaction', (join) => join.on(isBeside('follow_up')))
    .select(['follow_up.id', 'follow_up.state', 'follow_up.done_by', 'follow_up.set_on'])
    .where('device.agent_no', '=', agentNo)
    .where('device.erased', '=', 0)
    .where('interaction.follow_up', 'is not', null)
    .orderBy('follow_up.work_day', 'desc')
    .orderBy('follow_up.id', 'desc')
    .execute()
  return rows.map((row) => ({ id: uuidText(row.id), ...stateOf(row) }))
}

/** A team's follow-ups with their states, in no order. */
export function followUpRows(reader: SharedReader, teamNo: number) {
  return sharedRows(reader, teamNo)
    .leftJoin('follow_up', (join) => join.on(isBeside('follow_up')))
    .select([
      'interaction.reasons',
      'interaction.follow_up',
      'follow_up.state',
      'follow_up.done_by',
      'follow_up.set_on',
    ])
    .where('interaction.follow_up', 'is not', null)
}

type Row = Awaited<ReturnType<ReturnType<typeof followUpRows>['execute']>>[number]

/** Parsed, so that nothing is in it that the schema doesn't name. */
function followUpOf(row: Row): FollowUp {
  return followUpSchema.parse({
    ...sharedOf(row),
    reasons: JSON.parse(row.reasons),
    words: row.follow_up,
    ...stateOf(row),
  })
}

function stateOf({ state, done_by, set_on }: Pick<Row, 'state' | 'done_by' | 'set_on'>) {
  if (state === null || set_on === null) return { state: 'open', doneBy: null, on: null } as const
  return { state, doneBy: done_by, on: dayText(set_on) }
}

/** @param key of the interaction */
async function writeState(
  trx: Trx,
  key: Pick<FollowUpTable, 'team_no' | 'work_day' | 'device_no' | 'id'>,
  { state, doneBy }: FollowUpRequest,
  today: number,
): Promise<void> {
  if (state === 'open') {
    await trx
      .deleteFrom('follow_up')
      .where('team_no', '=', key.team_no)
      .where('work_day', '=', key.work_day)
      .where('device_no', '=', key.device_no)
      .where('id', '=', key.id)
      .execute()
    return
  }
  const now = { state, done_by: doneBy, set_on: today }
  await trx
    .insertInto('follow_up')
    .values({ ...key, ...now })
    .onConflict((conflict) => conflict.columns(['team_no', 'work_day', 'device_no', 'id']).doUpdateSet(now))
    .execute()
}
