/** Who sends: checked in the transaction that stores, so that a revocation counts at once. */
import type { Database } from 'better-sqlite3'

import { createMembershipsReader } from '../memberships.ts'
import { refusalOf, type Sender, type TokenRow } from '../sender.ts'
import type { CredentialRefusal } from '../store.ts'
import type { IngestRequest } from '../thread/request-codec.ts'

type DeviceRow = [
  agentNo: number,
  memberships: string,
  lastSeenDay: number | null,
  tokenHash: TokenRow['token_hash'],
  revokedAt: TokenRow['revoked_at'],
  erased: TokenRow['erased'],
]

/** Finds the device of a request, or says why it may not store, and notes the day on which it was last seen. */
export function createDevices(
  db: Database,
): (request: IngestRequest, today: number) => Sender | CredentialRefusal {
  // A list of values: every request asks, and the names of an object's fields would cost as much as the row.
  const find = db
    .prepare<[teamNo: number, deviceNo: number], DeviceRow>(
      `SELECT agent_no, memberships, last_seen_day, token_hash, revoked_at, erased
       FROM device WHERE team_no = ? AND device_no = ?`,
    )
    .raw()
  const seen = db.prepare<[today: number, teamNo: number, deviceNo: number]>(
    'UPDATE device SET last_seen_day = ? WHERE team_no = ? AND device_no = ?',
  )
  const read = createMembershipsReader()
  return ({ teamNo, deviceNo, secretHash }, today) => {
    const row = find.get(teamNo, deviceNo)
    if (row === undefined) return 'unauthorized'
    const [agentNo, memberships, lastSeenDay, token_hash, revoked_at, erased] = row
    const refusal = refusalOf({ token_hash, revoked_at, erased }, secretHash)
    if (refusal !== undefined) return refusal
    if (lastSeenDay === null || lastSeenDay < today) seen.run(today, teamNo, deviceNo)
    return { deviceNo, agentNo, memberships: read(memberships) }
  }
}
