/** Enrols the devices that a bench sends from. */
import type { CollectorStore, Credential } from '../../src/collector/store/store.ts'
import { credentialOf } from '../../tests/collector/store/support.ts'

const DAY_MS = 86_400_000
/** PostgreSQL has a few connections only, which the others wait for. */
const TOGETHER = 100

/** A device and what it proves itself with. */
export interface EnrolledDevice {
  readonly token: string
  readonly deviceId: string
}

/** Enrols devices, each of a new agent, in teams of `teamSize`; those of a team stand together. */
export async function enrolDevices(
  store: CollectorStore,
  count: number,
  teamSize: number,
): Promise<EnrolledDevice[]> {
  const { administration } = store
  const expiresAt = Date.now() + DAY_MS
  const codes: string[] = []
  for (let team = 0; team * teamSize < count; team += 1) {
    const { id: teamId } = await administration.createTeam(`Team ${team}`)
    codes.push((await administration.createCode({ teamId, role: 'agent', seats: teamSize, expiresAt })).code)
  }
  const devices: EnrolledDevice[] = []
  for (let first = 0; first < count; first += TOGETHER) {
    const results = await Promise.all(
      Array.from({ length: Math.min(TOGETHER, count - first) }, (_, n) =>
        store.enrol(codes[Math.floor((first + n) / teamSize)] ?? '', undefined),
      ),
    )
    for (const result of results) {
      if (!result.ok) throw new Error(`Not enrolled: ${result.code}.`)
      devices.push({ token: result.grant.token, deviceId: result.grant.deviceId })
    }
  }
  return devices
}

/** The same for a bench that calls the store itself: what the devices' tokens say. */
export async function enrolCredentials(
  store: CollectorStore,
  count: number,
  teamSize: number,
): Promise<Credential[]> {
  return (await enrolDevices(store, count, teamSize)).map(({ token }) => credentialOf(token))
}
