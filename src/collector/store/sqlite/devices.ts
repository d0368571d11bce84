/** Who sends: checked in the transaction that stores, so that a revocation counts at once. */
import type { Database } from 'better-sqlite3'

import { createMembershipsReader } from '../memberships.ts'
import { refusalOf, type Sender, type TokenRow } from '../sender.ts'
import type { CredentialRefusal } from '../store.ts'
import type { IngestRequest } from '../thread/request-codec.ts'

interface DeviceRow extends TokenRow {
  readonly agent_no: number
  readonly memberships: string
  readonly last_seen_day: number | null
}

/** Finds the device of a request, or says why it may not store, and notes the day on which it was last seen. */
export function createDevices(
  db: Database,
): (request: IngestRequest, today: number) => Sender | CredentialRefusal {
  const find = db.prepare<[teamNo: number, deviceNo: number], DeviceRow>(
    `SELECT agent_no, token_hash, memberships, last_seen_day, revoked_at, erased
     FROM device WHERE team_no = ? AND device_no = ?`,
  )
  const seen = db.prepare<[today: number, teamNo: number, deviceNo: number]>(
    'UPDATE device SET last_seen_day = ? WHERE team_no = ? AND device_no = ?',
  )
  const read = createMembershipsReader()
  return ({ teamNo, deviceNo, secretHash }, today) => {
    const row = find.get(teamNo, deviceNo)
    const refusal = refusalOf(row, secretHash)
    if (row === undefined || refusal !== undefined) return refusal ?? 'unauthorized'
    if (row.last_seen_day === null || row.last_seen_day < today) seen.run(today, teamNo, deviceNo)
    return { deviceNo, agentNo: row.agent_no, memberships: read(row.memberships) }
  }
}
