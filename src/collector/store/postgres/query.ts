/** A statement of ingest: prepared once on each connection, rows as lists. */
import type pg from 'pg'

export type Value = string | number | null

export type Query = (
  name: string,
  text: string,
  values: readonly string[],
) => Promise<{ readonly rows: readonly (readonly Value[])[]; readonly count: number }>

export function queryOn(client: pg.ClientBase): Query {
  return async (name, text, values) => {
    const { rows, rowCount } = await client.query<Value[], string[]>({
      name,
      text,
      values: [...values],
      rowMode: 'array',
    })
    return { rows, count: rowCount ?? 0 }
  }
}
