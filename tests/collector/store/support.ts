/** What the tests of the collector's store share: a clock, devices that have been enrolled, and events. */
import { parseSecret } from '../../../src/collector/auth/secrets.ts'
import type {
  CollectorStore,
  Credential,
  Device,
  IncomingEvent,
  IngestOutcome,
  IngestResult,
  Role,
  Team,
} from '../../../src/collector/store/store.ts'
import type { DayData, InteractionData, PulseData, WireEvent } from '../../../src/shared/wire/events.ts'
import { ratedData, tombstoneData } from '../../support/wire-samples.ts'

/** Monday, five o'clock. */
export const NOW = Date.UTC(2026, 10, 23, 17)
export const TODAY = '2026-11-23'
export const QUARTER = '2026-Q4'
const DAY_MS = 86_400_000

/** A clock that stands at `NOW` until a test sets it. */
export class TestClock {
  at = NOW
  readonly now = (): number => this.at

  reset(): void {
    this.at = NOW
  }

  passDays(days: number): void {
    this.at += days * DAY_MS
  }
}

let lastRecord = 0

/** A UUIDv7 that no other record of this process has. */
export function recordId(): string {
  lastRecord += 1
  const digits = lastRecord.toString(16).padStart(12, '0')
  return `0199a1b2-c3d4-7e5f-8a9b-${digits}`
}

export const RATED = ratedData(TODAY, { queue: 'Claims & returns', reasons: ['customer', 'systems'] })
export const TOMBSTONE = tombstoneData(TODAY)

interface Named {
  readonly id?: string
  readonly revision?: number
  readonly index?: number
}

export function interaction(
  data: Partial<InteractionData> = {},
  { id = recordId(), revision = 1, index = 0 }: Named = {},
): IncomingEvent {
  return { kind: 'interaction', index, recordId: id, revision, data: { ...RATED, ...data } }
}

/** An interaction that was deleted. */
export function tombstone(named: Named, workDay = TODAY): IncomingEvent {
  return interaction({ ...TOMBSTONE, workDay }, named)
}

export function smiley(
  face: DayData['smiley'],
  { id = recordId(), revision = 1, index = 0 }: Named = {},
  data: Partial<DayData> = {},
): IncomingEvent {
  return {
    kind: 'day',
    index,
    recordId: id,
    revision,
    data: { workDay: TODAY, deleted: false, smiley: face, ...data },
  }
}

export function pulse(
  score: PulseData['score'],
  { id = recordId(), revision = 1, index = 0 }: Named = {},
  data: Partial<PulseData> = {},
): IncomingEvent {
  return {
    kind: 'pulse',
    index,
    recordId: id,
    revision,
    data: { quarter: QUARTER, deleted: false, score, ...data },
  }
}

/** Events of one request, each with its place in it. */
export function request(...events: readonly IncomingEvent[]): IncomingEvent[] {
  return events.map((event, index) => ({ ...event, index }))
}

/** A computer that has been enrolled, and what it holds of that. */
export interface Enrolled {
  readonly deviceId: string
  readonly credential: Credential
  readonly token: string
  readonly claim: string
}

export async function createTeam(store: CollectorStore, name = 'Team'): Promise<Team> {
  return await store.administration.createTeam(name)
}

/** A new device of a new agent. With a claim: the device goes on, perhaps in another team. */
export async function enrol(
  store: CollectorStore,
  team: Team,
  { role = 'agent', claim, now = NOW }: { role?: Role; claim?: string; now?: number } = {},
): Promise<Enrolled> {
  const input = { teamId: team.id, role, seats: 1, expiresAt: now + DAY_MS }
  const { code } = await store.administration.createCode(input)
  return await exchange(store, code, claim)
}

/** Another computer of the same agent. */
export async function enrolSecond(store: CollectorStore, first: Enrolled): Promise<Enrolled> {
  const { code } = await store.createTransferCode(await deviceOf(store, first))
  return await exchange(store, code)
}

async function exchange(store: CollectorStore, code: string, claim?: string): Promise<Enrolled> {
  const result = await store.enrol(code, claim)
  if (!result.ok) throw new Error(`The code was refused: ${result.code}`)
  const { deviceId, token, claim: newClaim } = result.grant
  return { deviceId, token, claim: newClaim, credential: credentialOf(token) }
}

export function credentialOf(token: string): Credential {
  const parsed = parseSecret('token', token)
  if (parsed === undefined) throw new Error(`No token: ${token}`)
  return parsed
}

export async function deviceOf(store: CollectorStore, { credential }: Enrolled): Promise<Device> {
  const result = await store.authenticate(credential)
  if (!result.ok) throw new Error(`The device was refused: ${result.code}`)
  return result.device
}

/** Sends events as one request and expects them to be answered. */
export async function send(
  store: CollectorStore,
  { credential }: Enrolled,
  ...events: readonly IncomingEvent[]
): Promise<Omit<IngestOutcome, 'identity'>> {
  const result = await store.ingest(credential, request(...events))
  return outcomeOf(result)
}

export function outcomeOf(result: IngestResult): Omit<IngestOutcome, 'identity'> {
  if (!result.ok) throw new Error(`The request was refused: ${result.code}`)
  const { stored, stale, newer, forked } = result.value
  return { stored, stale, newer, forked }
}

/** Everything that is held of an agent. */
export async function exported(store: CollectorStore, device: Enrolled): Promise<readonly WireEvent[]> {
  const events: WireEvent[] = []
  for await (const event of store.exportAgent(await deviceOf(store, device))) events.push(event)
  return events
}

/** The event of a record as it is held; `undefined`: nothing is. */
export async function held(
  store: CollectorStore,
  device: Enrolled,
  id: string,
): Promise<WireEvent | undefined> {
  return (await exported(store, device)).find((event) => event.id.startsWith(`${id}/`))
}

/** An event of a kind that nobody knows: not even the writer thread can make sense of it, which ends it. */
export function unreadable(): IncomingEvent {
  const event = interaction()
  Object.assign(event, { kind: 'unknown' })
  return event
}
