/** Who sends: checked in the transaction that stores, so that a revocation counts at once. */
import type { Database } from 'better-sqlite3'

import { secretMatches } from '../../auth/secrets.ts'
import { type Memberships, parseMemberships } from '../memberships.ts'
import type { CredentialRefusal } from '../store.ts'
import type { IngestRequest } from './request-codec.ts'

/** A device that may store. Its number and its agent are the same in all its teams. */
export interface Sender {
  readonly deviceNo: number
  readonly agentNo: number
  readonly memberships: Memberships
}

interface DeviceRow {
  readonly agent_no: number
  readonly token_hash: Uint8Array | null
  readonly memberships: string
  readonly last_seen_day: number | null
  readonly revoked_at: number | null
  readonly erased: number
}

/** Most agents never change teams, so few different texts are there. */
const MEMBERSHIPS_KNOWN = 10_000

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
  const parse = createParser()
  return ({ teamNo, deviceNo, secretHash }, today) => {
    const row = find.get(teamNo, deviceNo)
    if (row === undefined || !secretMatches(secretHash, row.token_hash)) return 'unauthorized'
    if (row.erased !== 0) return 'erased'
    if (row.revoked_at !== null) return 'revoked'
    if (row.last_seen_day === null || row.last_seen_day < today) seen.run(today, teamNo, deviceNo)
    return { deviceNo, agentNo: row.agent_no, memberships: parse(row.memberships) }
  }
}

function createParser(): (text: string) => Memberships {
  const known = new Map<string, Memberships>()
  return (text) => {
    let memberships = known.get(text)
    if (memberships === undefined) {
      memberships = parseMemberships(text)
      if (known.size === MEMBERSHIPS_KNOWN) known.clear()
      known.set(text, memberships)
    }
    return memberships
  }
}
