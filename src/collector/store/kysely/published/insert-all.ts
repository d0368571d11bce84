/** Many rows of one table, a few hundred a statement: a statement has at most so many values. */
import type { Insertable } from 'kysely'

import type { Schema } from '../../schema.ts'
import type { Trx } from '../engine.ts'

/** Eight columns at most; SQLite takes 32,766 values. */
const ROWS = 500

type PublishedTable =
  | 'published_block'
  | 'published_part'
  | 'team_work_day'
  | 'published_window'
  | 'counted'
  | 'published_pulse'
  | 'published_customers'

export async function insertAll<T extends PublishedTable>(
  trx: Trx,
  table: T,
  rows: readonly Insertable<Schema[T]>[],
): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS)
    await trx
      .insertInto(table)
      .values(rows.slice(start, start + ROWS))
      .execute()
}
