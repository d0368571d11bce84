/** The sync, the policy file and the invitations of links, connected; part of the composition root. */
import { isInTeam } from '../shared/sync-line.ts'
import type { SyncView } from '../shared/sync.ts'
import type {
  EnrolOutcome,
  Invitation,
  Notice,
  OutgoingView,
  RefusedView,
  TeamView,
  TransferCode,
  Unsent,
} from '../shared/views.ts'
import type { WorkDayId } from '../shared/records.ts'
import { toEvent } from '../shared/wire/to-event.ts'
import type { Log } from './desktop/log.ts'
import type { ReadPolicy } from './machine-policy.ts'
import type { Clock } from './prompting/prompter.ts'
import type { Store } from './store/index.ts'
import { parseEndpoint, Sync, type HttpClient, type SecretStore } from './sync/index.ts'

export interface TeamParts {
  readonly store: Store
  readonly http: HttpClient
  readonly secrets: SecretStore
  /** Whether the system says that there is a network. */
  readonly isOnline: () => boolean
  readonly clock: Clock
  readonly policy: ReadPolicy
  readonly log: Log
  readonly version: string
  /** A link asks something: shows where it can be answered. */
  readonly ask: () => void
  readonly changed: () => void
}

/** Before it joins, a computer has no id at a collector. */
export const NO_DEVICE = '00000000-0000-0000-0000-000000000000'
const SHOWN_EVENTS = 20
const SHOWN_REFUSED = 50
/** Among so many is the first day looked for. */
const LOOKED_AT = 500
/** How long the end of the program waits for a last attempt. */
const LAST_ATTEMPT_MS = 2_000

export class Team {
  readonly #parts: TeamParts
  readonly sync: Sync
  #invitation: Invitation | null = null
  #wasOnline = true

  constructor(parts: TeamParts) {
    this.#parts = parts
    const { store, http, secrets, clock, policy, log, changed, version } = parts
    this.sync = new Sync({
      store,
      http,
      secrets,
      clock: { now: () => clock.now(), after: (ms, job) => clock.after(ms, job) },
      random: Math.random,
      machinePolicy: policy.policy,
      log,
      changed,
      version,
    })
    const { problem } = policy
    if (problem !== null)
      log.warn(`policy file ${problem.path} doesn't count: ${problem.code}, ${problem.detail}`)
  }

  /** Begins without being waited for: key stores and networks take their time. */
  start(): void {
    this.sync.start().catch((error: unknown) => this.#parts.log.error('sync not started', error))
  }

  /** One last attempt to send what waits, then the end. */
  async stop(): Promise<void> {
    await this.sync.flush(LAST_ATTEMPT_MS)
    await this.sync.stop()
  }

  /** Something that others may see was written. */
  recordsChanged(): void {
    this.sync.recordsChanged()
  }

  daySmiled(): void {
    this.sync.daySmiled()
  }

  /** The computer woke up, or was unlocked. */
  woke(): void {
    this.sync.woke()
  }

  /** Once a minute. Electron's main process is told of no event when the network comes back, so it is looked at. */
  tick(): void {
    const isOnline = this.#parts.isOnline()
    if (isOnline && !this.#wasOnline) this.sync.woke()
    this.#wasOnline = isOnline
  }

  /** Whether a last attempt before the computer shuts down would have something to send. */
  hasUnsent(): boolean {
    const { connection, pending } = this.sync.view
    return connection === 'enrolled' && pending > 0
  }

  status(): SyncView {
    return this.sync.view
  }

  view(): TeamView {
    const sync = this.sync.view
    return { sync, invitation: this.#invitation, unsent: this.#unsent() }
  }

  /** What is wrong with the policy file, for the agent. */
  notices(): Notice[] {
    const { problem } = this.#parts.policy
    if (problem === null) return []
    const { code, path, detail } = problem
    return [{ code: `policy-${code}`, values: { path, detail } }]
  }

  /** A link or a command line invites to a team: asks, and does nothing by itself. */
  invite({ endpoint, code }: { readonly endpoint: string; readonly code: string }): void {
    this.#invitation = this.#judge(endpoint, code)
    this.#parts.ask()
    this.#parts.changed()
  }

  #judge(text: string, code: string): Invitation {
    const parsed = parseEndpoint(text)
    if (!parsed.ok) return { kind: 'bad', problem: parsed.code }
    const { endpoint } = parsed
    const { sync } = this.#parts.policy.policy
    const isManaged = sync !== undefined && (sync.wire !== 'aftercall' || endpoint !== normal(sync.endpoint))
    return isManaged ? { kind: 'managed', endpoint } : { kind: 'ask', endpoint, code }
  }

  /** The agent doesn't want to answer an invitation now. */
  dismiss(): void {
    if (this.#invitation === null) return
    this.#invitation = null
    this.#parts.changed()
  }

  /** Joins a team; where the policy file decides, at its endpoint. */
  async enrol(endpoint: string, code: string): Promise<EnrolOutcome> {
    const { sync } = this.#parts.policy.policy
    const parsed = parseEndpoint(sync?.endpoint ?? endpoint)
    if (!parsed.ok) return { joined: false, problem: parsed.code }
    const result = await this.sync.enrol(parsed.endpoint, code)
    if (!result.ok) return { joined: false, problem: result.code }
    this.#invitation = null
    this.#parts.changed()
    return { joined: true, view: this.view() }
  }

  async disconnect(): Promise<TeamView> {
    await this.sync.disconnect()
    return this.view()
  }

  sendNow(): void {
    this.sync.sendNow()
  }

  async transferCode(): Promise<TransferCode> {
    const result = await this.sync.createTransferCode()
    return result.ok
      ? { made: true, code: result.code, expiresAt: result.expiresAt }
      : { made: false, problem: result.code }
  }

  /** This computer is in a team of a collector, perhaps one that it can't reach or must join anew. */
  hasTeam(): boolean {
    return isInTeam(this.sync.view)
  }

  /** What leaves next; before there is an endpoint, what would. */
  outgoing(): OutgoingView {
    const { connection, pending } = this.sync.view
    const events =
      connection === 'none'
        ? this.#parts.store
            .pending(SHOWN_EVENTS)
            .map((item) => toEvent(item, NO_DEVICE, { customerComparison: false }))
        : this.sync.outgoing(SHOWN_EVENTS)
    const count = connection === 'none' ? this.#parts.store.pendingCount() : pending
    return { events, more: Math.max(0, count - events.length) }
  }

  refused(): RefusedView[] {
    return this.sync
      .refusedRecords(SHOWN_REFUSED)
      .map(({ id, kind, period, code }) => ({ id, kind, period, code }))
  }

  #unsent(): Unsent | null {
    const { store } = this.#parts
    // Oldest first by the time at which they were made, which is nearly always the order of their days too.
    const days = store
      .pending(LOOKED_AT)
      .map(({ kind, record }) => (kind === 'pulse' ? firstDayOf(record.quarter) : record.workDay))
    const since = days.reduce<WorkDayId | undefined>(
      (first, day) => (first === undefined || day < first ? day : first),
      undefined,
    )
    return since === undefined ? null : { count: store.pendingCount(), since }
  }
}

function normal(endpoint: string): string | undefined {
  const parsed = parseEndpoint(endpoint)
  return parsed.ok ? parsed.endpoint : undefined
}

/** `2026-Q4` → `2026-10-01`. */
function firstDayOf(quarter: string): WorkDayId {
  const month = (Number(quarter.slice(6)) - 1) * 3 + 1
  return `${quarter.slice(0, 4)}-${String(month).padStart(2, '0')}-01`
}
