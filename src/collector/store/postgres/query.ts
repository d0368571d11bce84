/** A statement of ingest: prepared once on each connection, rows as lists. */
import type pg from 'pg'

export type Value = string | number | null

export interface Rows {
  readonly rows: readonly (readonly Value[])[]
  readonly count: number
}

export interface Query {
  (name: string, text: string, values: readonly string[]): Promise<Rows>
  /** The tables are distributed by team, with Citus. */
  readonly isDistributed: boolean
}

export function queryOn(client: pg.ClientBase, isDistributed: boolean): Query {
  const query = async (name: string, text: string, values: readonly string[]): Promise<Rows> => {
    const { rows, rowCount } = await client.query<Value[], string[]>({
      name,
      text,
      values: [...values],
      rowMode: 'array',
    })
    return { rows, count: rowCount ?? 0 }
  }
  return Object.assign(query, { isDistributed })
}

/** A statement that changes or locks rows by a list of their keys. */
export interface KeyedStatement {
  readonly name: string
  /** @param only what a table's rows must fulfil besides, as ` AND t.team_no = $9`; empty where nothing */
  readonly text: (only: (table: string) => string) => string
}

/** How rows of one kind are told by their team, and given to a statement. */
export interface Keyed<R> {
  readonly teamOf: (row: R) => number
  readonly valuesOf: (rows: readonly R[]) => readonly string[]
}

/**
 * Runs it for all rows at once. Where the tables are distributed, once for each team, in the order of teams: what locks
 * must be on one shard there, which is found by `team_no = …` and not by a join with the keys.
 * @param rows in the order of their keys, which begin with the team
 */
export async function queryByKey<R>(
  query: Query,
  { name, text }: KeyedStatement,
  rows: readonly R[],
  { teamOf, valuesOf }: Keyed<R>,
): Promise<Rows> {
  if (!query.isDistributed)
    return query(
      name,
      text(() => ''),
      valuesOf(rows),
    )
  const all: (readonly Value[])[] = []
  let count = 0
  for (const [teamNo, own] of Map.groupBy(rows, teamOf)) {
    const values = valuesOf(own)
    const ofTeam = text((table) => ` AND ${table}.team_no = $${values.length + 1}::integer`)
    const result = await query(`${name} of a team`, ofTeam, [...values, String(teamNo)])
    all.push(...result.rows)
    count += result.count
  }
  return { rows: all, count }
}
