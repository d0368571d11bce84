/** Advisory locks: what several collectors on one database agree on beside the rows. */
import { sql } from 'kysely'
import type pg from 'pg'

import type { Trx } from '../kysely/engine.ts'

/** "AFCC", and what is locked. */
const SPACE = 0x41464343
const INGEST = 1
const MAINTENANCE = 2
const FEEDBACK = 3

/** SQL by which ingest says that it is under way; many may at once. */
export const SHARE_INGEST = `SELECT pg_advisory_xact_lock_shared(${SPACE}, ${INGEST})`

/** Says so of a transaction that isn't ingest, but goes beside it. */
export async function joinIngest(trx: Trx): Promise<void> {
  await sql.raw(SHARE_INGEST).execute(trx)
}

/** Waits for every ingest under way in any process, and keeps new ones waiting until the transaction ends. */
export async function lockOutIngest(trx: Trx): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(${SPACE}, ${INGEST})`.execute(trx)
}

/** One process at a time migrates, makes partitions or drops them. */
export async function lockMaintenance(trx: Trx): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(${SPACE}, ${MAINTENANCE})`.execute(trx)
}

/**
 * Customers' feedback is imported by one process at a time; the lock belongs to a connection and ends with it.
 * @returns what gives it back; `undefined`: another one has it
 */
export async function lockImport(pool: pg.Pool): Promise<(() => Promise<void>) | undefined> {
  const client = await pool.connect()
  try {
    const { rows } = await client.query<{ taken: boolean }>(
      `SELECT pg_try_advisory_lock(${SPACE}, ${FEEDBACK}) AS taken`,
    )
    if (rows[0]?.taken === true) return () => unlockImport(client)
    client.release()
    return undefined
  } catch (error) {
    client.release(true)
    throw error
  }
}

/** Where that fails the connection is broken, and the lock is gone with it. */
async function unlockImport(client: pg.PoolClient): Promise<void> {
  try {
    await client.query(`SELECT pg_advisory_unlock(${SPACE}, ${FEEDBACK})`)
    client.release()
  } catch {
    client.release(true)
  }
}
