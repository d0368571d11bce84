/**
 * Which contributions are in which block, of quarters that aren't closed yet: so that nothing is counted twice, and that
 * months can be told by parts. The only thing beside raw records that says what an agent left; nobody outside reads it.
 */
import type { Selectable } from 'kysely'

import type { Made } from '../../../publishing/closing.ts'
import { KINDS, type Contribution, type Kind } from '../../../publishing/contribution.ts'
import { quarterOf } from '../../../../shared/calendar.ts'
import type { CountedTable } from '../../schema.ts'
import type { Db, Trx } from '../engine.ts'
import { insertAll } from './insert-all.ts'
import { readPartCounts } from './rows.ts'

/**
 * The level of what is in no block and won't be in one: of the days of somebody whose computer became somebody else's,
 * see move-counted.ts.
 */
export const SPENT = 'spent'

/** A contribution, or what of it is in one block. */
export interface CountedPart extends Contribution {
  /** Of the block; `SPENT`: of none. */
  readonly level: string
  readonly first: number
}

/** @param from first day of the blocks that matter */
export async function readCounted(db: Db, teamNo: number, from: number): Promise<readonly CountedPart[]> {
  const rows = await db
    .selectFrom('counted')
    .selectAll()
    .where('team_no', '=', teamNo)
    .where('first_day', '>=', from)
    .execute()
  return rows.map(toCounted)
}

export function toCounted(row: Selectable<CountedTable>): CountedPart {
  return {
    agentNo: row.agent_no,
    workDay: row.work_day,
    kind: kindOf(row.kind),
    parts: readPartCounts(row),
    level: row.level,
    first: row.first_day,
  }
}

export async function writeCounted(trx: Trx, teamNo: number, counted: readonly CountedPart[]): Promise<void> {
  await insertAll(
    trx,
    'counted',
    counted.map(({ agentNo, workDay, kind, parts, level, first }) => ({
      team_no: teamNo,
      first_day: first,
      level,
      kind,
      agent_no: agentNo,
      work_day: workDay,
      parts: JSON.stringify(parts),
    })),
  )
}

/** What is in these blocks, as far as their quarter goes on after a day. */
export function countedOf(made: readonly Made[], closedTo: number): readonly CountedPart[] {
  return made
    .filter(({ block }) => quarterOf(block.last).last > closedTo)
    .flatMap(({ block: { level, first }, contributions }) =>
      contributions.map((one) => ({ ...one, level, first })),
    )
}

/** Of quarters that are closed nobody asks any more who was in which block. */
export async function dropCounted(trx: Trx, teamNo: number, closedTo: number): Promise<void> {
  await trx
    .deleteFrom('counted')
    .where('team_no', '=', teamNo)
    .where('first_day', '<', quarterOf(closedTo + 1).first)
    .execute()
}

/** Somebody is forgotten; the blocks stay as they were told. */
export async function eraseCounted(
  trx: Trx,
  teams: Iterable<number>,
  agents: ReadonlySet<number>,
): Promise<void> {
  if (agents.size === 0) return
  for (const teamNo of teams)
    await trx
      .deleteFrom('counted')
      .where('team_no', '=', teamNo)
      .where('agent_no', 'in', Array.from(agents))
      .execute()
}

/** What is kept per agent isn't kept longer than the records. */
export async function dropOldCounted(db: Db, teamNo: number, before: number): Promise<void> {
  await db.deleteFrom('counted').where('team_no', '=', teamNo).where('work_day', '<', before).execute()
}

function kindOf(text: string): Kind {
  const kind = KINDS.find((one) => one === text)
  if (kind === undefined) throw new TypeError(`No kind of answers: ${text}.`)
  return kind
}
