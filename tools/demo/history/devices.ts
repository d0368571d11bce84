/** The computers of the demo's people: how they join with codes, change teams, send and leave. */
import { parseSecret } from '../../../src/collector/auth/secrets.ts'
import type { CollectorStore, Credential, Device, Team } from '../../../src/collector/store/store.ts'
import type { IncomingEvent } from '../../../src/collector/store/store.ts'

export interface DemoDevice {
  readonly deviceId: string
  readonly claim: string
  readonly credential: Credential
}

const DAY_MS = 86_400_000

/** With the claim of an earlier enrolment the same device goes on, in its new team from the next day on. */
export async function join(
  store: CollectorStore,
  team: Team,
  now: number,
  before?: DemoDevice,
): Promise<DemoDevice> {
  const input = { teamId: team.id, role: 'agent', seats: 1, expiresAt: now + DAY_MS } as const
  const { code } = await store.administration.createCode(input)
  const result = await store.enrol(code, before?.claim)
  if (!result.ok) throw new Error(`A device of ${team.name} could not join: ${result.code}.`)
  const { deviceId, token, claim } = result.grant
  const credential = parseSecret('token', token)
  if (credential === undefined) throw new Error('The collector gave a token that is none.')
  return { deviceId, claim, credential }
}

/** Sends as one request. */
export async function send(
  store: CollectorStore,
  { credential }: DemoDevice,
  events: readonly IncomingEvent[],
): Promise<number> {
  if (events.length === 0) return 0
  const result = await store.ingest(credential, events)
  if (!result.ok) throw new Error(`A device was refused: ${result.code}.`)
  return result.value.stored
}

export async function leave(store: CollectorStore, device: DemoDevice): Promise<void> {
  await store.leave(await deviceOf(store, device))
}

export async function deviceOf(store: CollectorStore, { credential }: DemoDevice): Promise<Device> {
  const result = await store.authenticate(credential)
  if (!result.ok) throw new Error(`A device was refused: ${result.code}.`)
  return result.device
}
