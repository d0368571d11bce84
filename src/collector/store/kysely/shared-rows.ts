/** Interactions of which something was shared, as far as it was. */
import { sql, type Expression, type Selectable, type SqlBool } from 'kysely'

import { dayText } from '../days.ts'
import { uuidText } from '../ids.ts'
import type { InteractionTable } from '../schema.ts'
import type { Engine } from './engine.ts'

/** What every reader of something shared sees of its interaction. */
const SHARED_COLUMNS = [
  'interaction.id',
  'interaction.work_day',
  'interaction.channel',
  'interaction.queue',
  'interaction.external_ids',
] as const

type SharedRow = Pick<Selectable<InteractionTable>, 'id' | 'work_day' | 'channel' | 'queue' | 'external_ids'>

/** A database, perhaps in a transaction, and how it finds what was shared. */
export type SharedReader = Pick<Engine, 'db' | 'namesIndexes'>

/**
 * A team's interactions, as far as retention hasn't dropped their days, with what may be seen of each. The caller asks for
 * those with a story or a follow-up: only these are in the index.
 */
export function sharedRows({ db, namesIndexes }: SharedReader, teamNo: number) {
  const name = namesIndexes ? sql`interaction INDEXED BY interaction_shared` : sql`interaction`
  return db
    .selectFrom(sql<Selectable<InteractionTable>>`interaction`.as<'interaction'>(name))
    .innerJoin('team', 'team.team_no', 'interaction.team_no')
    .select(SHARED_COLUMNS)
    .where('interaction.team_no', '=', teamNo)
    .where('interaction.deleted', '=', 0)
    .whereRef('interaction.work_day', '>=', 'team.kept_from')
}

/** What the collector keeps of an interaction beside it, under the interaction's own key. */
type Beside = 'follow_up' | 'spotlight'

const KEY = ['team_no', 'work_day', 'device_no', 'id'] as const

/** For joins: what is kept beside an interaction belongs to it. */
export function isBeside(table: Beside): Expression<SqlBool> {
  const same = KEY.map(
    (column) => sql`${sql.ref(`${table}.${column}`)} = ${sql.ref(`interaction.${column}`)}`,
  )
  return sql<SqlBool>`(${sql.join(same, sql` AND `)})`
}

export function sharedOf(row: SharedRow) {
  const externalIds: unknown = row.external_ids === null ? [] : JSON.parse(row.external_ids)
  return {
    id: uuidText(row.id),
    workDay: dayText(row.work_day),
    channel: row.channel,
    queue: row.queue,
    externalIds,
  }
}
