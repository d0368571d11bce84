/** Who sends, and why a device may not; the same on both databases. */
import { secretMatches } from '../auth/secrets.ts'
import { teamAsOf } from './days.ts'
import type { Memberships } from './memberships.ts'
import type { CredentialRefusal } from './store.ts'

/** A device that may store. Its number and its agent are the same in all its teams. */
export interface Sender {
  readonly deviceNo: number
  readonly agentNo: number
  readonly memberships: Memberships
}

/** What a device's row says about its token. */
export interface TokenRow {
  readonly token_hash: Uint8Array | null
  readonly revoked_at: number | null
  readonly erased: number
}

/** Why a device may not do what the bearer of a secret asks for; `undefined`: it may. */
export function refusalOf(row: TokenRow | undefined, secretHash: Uint8Array): CredentialRefusal | undefined {
  // Whoever doesn't know the secret learns nothing of the device.
  if (row === undefined || !secretMatches(secretHash, row.token_hash)) return 'unauthorized'
  if (row.erased === 1) return 'erased'
  return row.revoked_at === null ? undefined : 'revoked'
}

/** The team of a record. @param day its work day @throws RangeError when the device has no team */
export function teamOf({ memberships, deviceNo }: Sender, day: number): number {
  const teamNo = teamAsOf(memberships, day)
  if (teamNo === undefined) throw new RangeError(`Device ${deviceNo} has no team.`)
  return teamNo
}
