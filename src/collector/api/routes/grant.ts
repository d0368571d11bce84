import type { Grant } from '../../store/store.ts'

/** An enrolment, or what replaces it, as it is answered. */
export function grantText({ identity, deviceId, token, claim, role, team, policy }: Grant): string {
  const { storeId, epoch } = identity
  return JSON.stringify({ storeId, epoch, deviceId, token, claim, role, team, policy })
}
