/**
 * The collector's store as everybody else sees it; sqlite/ and postgres/ keep its promises in the same way, which
 * tests/collector/store/ checks on both.
 */
import type { Policy } from '../../shared/policy.ts'
import type { Role, StoreIdentity } from '../../shared/wire/answers.ts'
import type { DayData, InteractionData, PulseData, WireEvent } from '../../shared/wire/events.ts'
import type { PublishedNow, PublishedSummaries } from './publishing.ts'
import type { SharedWork } from './shared-work.ts'
import type { CustomersOfTeam, Feedback, FeedbackAdministration } from './customers.ts'

export type { Policy, Role, StoreIdentity }

/** What a token says about itself: where to look, and the SHA-256 (32 bytes) of its secret. See auth/secrets.ts. */
export interface Credential {
  readonly teamNo: number
  readonly deviceNo: number
  readonly secretHash: Uint8Array
}

/** A device that may do something. Numbers are the store's own; only `deviceId` is known outside. */
export interface Device {
  readonly teamNo: number
  readonly deviceNo: number
  readonly agentNo: number
  readonly deviceId: string
  readonly role: Role
}

/** Why a credential is refused. */
export type CredentialRefusal = 'unauthorized' | 'revoked' | 'erased'

/** A validated event, taken apart. `index` is its place in the request. */
export type IncomingEvent = {
  readonly index: number
  /** UUIDv7, lower case. */
  readonly recordId: string
  readonly revision: number
} & (
  | { readonly kind: 'interaction'; readonly data: InteractionData }
  | { readonly kind: 'day'; readonly data: DayData }
  | { readonly kind: 'pulse'; readonly data: PulseData }
)

export interface IngestOutcome {
  readonly identity: StoreIdentity
  readonly stored: number
  readonly stale: number
  /** Of the stale ones those that the store holds in a higher revision. */
  readonly newer: readonly { readonly index: number; readonly revision: number }[]
  /** Places of events whose revision is there with other content (`externalIds` aside, which the policy decides). */
  readonly forked: readonly number[]
}

export type IngestResult =
  | { readonly ok: true; readonly value: IngestOutcome }
  /** The credential is checked in the transaction itself, so that a revocation counts at once, in every process. */
  | { readonly ok: false; readonly code: CredentialRefusal }

/** An enrolment or what replaces it. Secrets leave the store here and nowhere else; it keeps their hashes. */
export interface Grant {
  readonly identity: StoreIdentity
  readonly deviceId: string
  readonly token: string
  readonly claim: string
  readonly role: Role
  readonly team: { readonly id: string; readonly name: string }
  readonly policy: Policy
}

export type EnrolRefusal = 'code-unknown' | 'code-expired' | 'code-used-up'

export interface Team {
  /** UUID. */
  readonly id: string
  readonly name: string
  /** Epoch ms. */
  readonly createdAt: number
  readonly retiredAt: number | null
}

export interface Code {
  /** First characters of the code's hash: enough to name it in a command, worthless otherwise. */
  readonly id: string
  readonly teamId: string
  readonly role: Role
  readonly seats: number
  readonly used: number
  /** Epoch ms. */
  readonly expiresAt: number
  readonly revokedAt: number | null
  /** Made by an agent for another computer of the same agent. */
  readonly transfer: boolean
}

export interface DeviceEntry {
  readonly deviceId: string
  readonly teamId: string
  readonly role: Role
  /** ISO dates (UTC): no finer time is kept of a device. */
  readonly enrolledOn: string
  readonly lastSeenOn: string | null
  readonly revokedAt: number | null
}

export interface StoreStatistics {
  readonly identity: StoreIdentity
  readonly schemaVersion: number
  readonly teams: number
  readonly agents: number
  readonly devices: number
  readonly interactions: number
  readonly days: number
  readonly pulses: number
  /** First and last work day of which there are interactions. */
  readonly firstWorkDay: string | null
  readonly lastWorkDay: string | null
  readonly sizeBytes: number
}

/** What is wrong with roll-ups, if anything: one line for each that isn't what its raw records add up to. */
export interface RollupDifference {
  readonly table: 'agent_day' | 'team_day'
  readonly key: string
  readonly detail: string
}

export interface CollectorStore extends PublishedSummaries {
  identity(): Promise<StoreIdentity>
  /** Whether it can take events now; rejects with a `StoreError` that says why not. */
  check(): Promise<void>

  /**
   * Stores a request's events with their roll-ups in one transaction, together with the requests that came meanwhile
   * (group commit), and answers when they are durable. An error of one request's data harms no other request.
   * @throws StoreError `busy` when more than `queueEvents` wait, `disk-full`, `io` …; nothing is stored then
   */
  ingest(credential: Credential, events: readonly IncomingEvent[]): Promise<IngestResult>

  authenticate(
    credential: Credential,
  ): Promise<{ ok: true; device: Device } | { ok: false; code: CredentialRefusal }>
  /** The first work day of which records of a device are kept, whichever of its teams they belong to. */
  keptSince(device: Device): Promise<string>
  /** What the store holds of a device, by work day and quarter, of work days from `from` on; revisions by record id. */
  holdings(
    device: Device,
    from: string,
  ): Promise<ReadonlyMap<string, readonly { readonly id: string; readonly revision: number }[]>>

  /**
   * Exchanges a code for a device. With the claim of an earlier enrolment the same device goes on, in the code's team
   * from the next work day (UTC) on: records keep the team of their own work day. A transfer code gives the agent of
   * the device that made it.
   */
  enrol(
    code: string,
    claim: string | undefined,
  ): Promise<{ ok: true; grant: Grant } | { ok: false; code: EnrolRefusal }>
  /** Whether all that a device has sent was erased; survives a restore. */
  isErased(deviceId: string): Promise<boolean>
  /** A new token; the old one ends. */
  rotateToken(device: Device): Promise<string>
  /** A code with one seat for another computer of the same agent. */
  createTransferCode(device: Device): Promise<{ readonly code: string; readonly expiresAt: number }>
  membership(device: Device): Promise<Pick<Grant, 'identity' | 'role' | 'team' | 'policy'>>
  /** Everything held of the device's agent, of all computers, as the events that were sent. */
  exportAgent(device: Device): AsyncIterable<WireEvent>
  /**
   * Forgets the agent: raw records and what they added to roll-ups within the time of retention, of all the agent's
   * computers. Their device ids go onto the erasure list and their tokens end; the device that asks goes on as a new
   * device of a new agent in the same team.
   */
  erase(device: Device): Promise<Grant>
  /** Revokes all devices of the agent; what was sent stays. */
  leave(device: Device): Promise<void>

  readonly sharedWork: SharedWork
  /** What customers answered, from a system of the organisation. */
  readonly feedback: Feedback
  /** What a team's leads are told of customers. */
  customers(teamNo: number): Promise<CustomersOfTeam>

  readonly administration: Administration
  /** Refuses new work with `busy`, commits and answers what it has taken, and closes. */
  close(): Promise<void>
}

export interface Administration {
  readonly feedback: FeedbackAdministration
  createTeam(name: string): Promise<Team>
  renameTeam(id: string, name: string): Promise<Team>
  /** No new device can join; those that are in it go on. */
  retireTeam(id: string): Promise<Team>
  teams(): Promise<readonly Team[]>
  createCode(input: {
    readonly teamId: string
    readonly role: Role
    readonly seats: number
    readonly expiresAt: number
  }): Promise<Code & { readonly code: string }>
  revokeCode(id: string): Promise<Code>
  codes(teamId?: string): Promise<readonly Code[]>
  devices(teamId?: string): Promise<readonly DeviceEntry[]>
  /** Its token ends at once. */
  revokeDevice(deviceId: string): Promise<DeviceEntry>
  /** The organisation's policy, or a team's own where it has one. */
  policy(teamId?: string): Promise<Policy>
  /** For the organisation, or for one team, where `null` removes its own. */
  setPolicy(policy: Policy | null, teamId?: string): Promise<void>
  statistics(): Promise<StoreStatistics>
  /** Recomputes every roll-up within retention from the raw records and says what differs. */
  verifyRollups(): Promise<readonly RollupDifference[]>
  /** Drops what is older than the policies allow. Team aggregates stay. */
  applyRetention(): Promise<{ readonly records: number; readonly agentDays: number }>
  /**
   * Closes the work days of all teams that are over for long enough, and publishes what may be told of them. Several
   * processes may do so at the same time. Interrupted, the next run goes on where it ended.
   */
  publishDue(): Promise<PublishedNow>
  /** The device ids of which nothing may come back. */
  erasures(): Promise<readonly string[]>
  /**
   * After a restore from a backup: a new epoch, so that every device compares and sends again what is missing, and the
   * erasures that the backup doesn't know of are done again. Of work days that are over for long enough by now nothing
   * more is published than the backup has.
   */
  markRestored(erasures: readonly string[]): Promise<StoreIdentity>
}

export const STORE_ERROR_CODES = [
  /** Too much waits; try again in a moment. */
  'busy',
  'closed',
  'disk-full',
  'read-only',
  'locked',
  'corrupt',
  /** Written by a newer collector; not touched. */
  'newer-schema',
  /** The database can't be reached. */
  'unreachable',
  /** The database is too old, or isn't one of ours. */
  'unsuitable',
  'wrong-runtime',
  /** No such team, code or device. */
  'not-found',
  /** Doesn't fit the state of things, for instance a code for a retired team. */
  'conflict',
  'io',
] as const
export type StoreErrorCode = (typeof STORE_ERROR_CODES)[number]

/** The only error that a store throws on purpose. The message is a plain sentence that names the file or server. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
  readonly code: StoreErrorCode

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
