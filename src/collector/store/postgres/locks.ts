/** Advisory locks: what several collectors on one database agree on beside the rows. */
import { sql } from 'kysely'

import type { Trx } from '../kysely/engine.ts'

/** "AFCC", and what is locked. */
const SPACE = 0x41464343
const INGEST = 1
const MAINTENANCE = 2

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
