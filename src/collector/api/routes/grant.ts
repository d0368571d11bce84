import type { Grant } from '../../store/store.ts'

/**
 * An enrolment, or what replaces it, as it is answered.
 * @param erased what the device had sent before was erased
 */
export function grantText(
  { identity, deviceId, token, claim, role, team, policy }: Grant,
  erased = false,
): string {
  const { storeId, epoch } = identity
  const hint = erased ? { erased } : {}
  return JSON.stringify({ storeId, epoch, deviceId, ...hint, token, claim, role, team, policy })
}
