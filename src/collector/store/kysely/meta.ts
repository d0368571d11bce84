/** The table `meta`: which store this is, the organisation's policy, and the numbers that were given last. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'

import type { StoreIdentity } from '../store.ts'
import type { Db, Engine, Trx } from './engine.ts'

/** What is numbered by the store itself. Counters instead of sequences: they are the same everywhere, Citus included. */
export type Numbered = 'team_no' | 'device_no' | 'agent_no'

/** Gives a new database its identity; leaves one that has it alone. To be called at every start, after migrations. */
export async function prepareMeta(engine: Engine): Promise<void> {
  const first = { store_id: randomUUID(), epoch: '1', team_no: '0', device_no: '0', agent_no: '0' }
  await engine.db
    .insertInto('meta')
    .values(Object.entries(first).map(([key, value]) => ({ key, value })))
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
}

export async function readIdentity(db: Db): Promise<StoreIdentity> {
  const rows = await db
    .selectFrom('meta')
    .select(['key', 'value'])
    .where('key', 'in', ['store_id', 'epoch'])
    .execute()
  const values = new Map(rows.map(({ key, value }) => [key, value]))
  return { storeId: values.get('store_id') ?? '', epoch: Number(values.get('epoch')) }
}

/** A number that was never given before. Its row stays locked until the transaction ends. */
export async function nextNumber(trx: Trx, what: Numbered): Promise<number> {
  const { value } = await trx
    .updateTable('meta')
    .set({ value: sql<string>`cast(cast(value as bigint) + 1 as text)` })
    .where('key', '=', what)
    .returning('value')
    .executeTakeFirstOrThrow()
  return Number(value)
}

/**
 * After a restore: devices compare what the store holds with what they hold whenever the epoch is another one. One more
 * than the backup's would be the same again when the same backup is restored twice, so it is at least the time in
 * seconds.
 */
export async function raiseEpoch(trx: Trx, now: number): Promise<void> {
  const { epoch } = await readIdentity(trx)
  await trx
    .updateTable('meta')
    .set({ value: String(Math.max(epoch + 1, Math.floor(now / 1000))) })
    .where('key', '=', 'epoch')
    .execute()
}

/** JSON of the organisation's policy; `null`: none was set. */
export async function organisationPolicy(db: Db): Promise<string | null> {
  const row = await db.selectFrom('meta').select('value').where('key', '=', 'policy').executeTakeFirst()
  return row?.value ?? null
}
