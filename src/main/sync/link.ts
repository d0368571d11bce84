/** How this computer stands with its endpoint: what it may do there, what it has learned from it. */
import { isInTeam } from '../../shared/sync-line.ts'
import type { CodeProblemCode, SyncConnection } from '../../shared/sync.ts'
import type { EnrolmentAnswer, PolicyAnswer, StoreIdentity } from '../../shared/wire/answers.ts'
import type { SharingPolicy } from '../../shared/wire/to-event.ts'
import { Collector, type Accepted, type Access, type Lost, type Refused } from './collector.ts'
import { Credentials } from './credentials.ts'
import { MOST_CLAIMS, NO_ENDPOINT, type SyncDocument } from './document.ts'
import { codePrint, followPolicy, managedBy, mayEnrol, type Managed } from './managed.ts'
import { Memory } from './memory.ts'
import type { SyncParts } from './parts.ts'
import type { Membership } from './results.ts'
import { prepare, retryRefused } from './preparing.ts'

/** A clock that is further off is worth a word. */
const CLOCK_MATTERS_MS = 10 * 60_000

/** Above every UUIDv7. */
const HIGHEST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

type Done = { readonly ok: true }

export class Link {
  readonly memory: Memory
  readonly collector: Collector
  readonly managed: Managed | undefined
  /** The policy file names an endpoint, usable or not. */
  readonly isManaged: boolean
  clockAheadMs: number | null = null
  /** Why the collector has refused the policy file's code, until this computer joins with another one. */
  policyCodeProblem: CodeProblemCode | null = null
  /** What is to be asked for next. */
  readonly due = { digest: true, policy: true }
  readonly #parts: SyncParts
  readonly #credentials: Credentials
  #hasFollowed = false

  constructor(parts: SyncParts) {
    const { store, secrets, clock, log, machinePolicy, version } = parts
    this.#parts = parts
    this.memory = new Memory(store.state)
    this.#credentials = new Credentials(secrets, log, clock)
    this.collector = new Collector(parts, version)
    const managed = managedBy(machinePolicy)
    this.isManaged = managed !== undefined
    this.managed = managed === 'bad' ? undefined : managed
    if (managed === 'bad') log.warn('sync: the address in the policy file can’t be used')
  }

  get document(): SyncDocument {
    return this.memory.document
  }

  get connection(): SyncConnection {
    const { connection, wire } = this.document
    const isLost = wire === 'aftercall' && this.#credentials.hasLooked && this.access === undefined
    return connection === 'enrolled' && isLost ? 'token-lost' : connection
  }

  /** What a request to the collector needs; `undefined` without an endpoint or its token. */
  get access(): Access | undefined {
    const { endpoint, deviceId } = this.document
    if (endpoint === null || deviceId === null) return undefined
    const token = this.#credentials.tokenFor({ endpoint, deviceId })
    return token === undefined ? undefined : { endpoint, token }
  }

  get sharing(): SharingPolicy {
    return { customerComparison: (this.document.policy?.customerComparison ?? null) !== null }
  }

  get tokenInMemoryOnly(): boolean {
    return this.#credentials.inMemoryOnly
  }

  /**
   * Reads what is remembered, the policy file and the token, and does what is to be done before anything is sent.
   * @returns whether it was finished @throws what the store throws; calling it again goes on
   */
  async open(signal: AbortSignal): Promise<boolean> {
    this.memory.load()
    const { store, version } = this.#parts
    if (!this.#hasFollowed) {
      const changes = followPolicy(this.document, this.isManaged ? this.managed : undefined)
      if (changes !== undefined) this.memory.change(changes)
      this.#hasFollowed = true
    }
    await this.#loadToken()
    if (!(await prepare(store, this.document, signal))) return false
    if (this.document.preparation !== 'none') this.memory.change({ preparation: 'none' })
    if (this.document.program !== version) {
      if (!(await retryRefused(store, signal))) return false
      this.memory.change({ program: version })
    }
    return true
  }

  async #loadToken(): Promise<void> {
    const { endpoint, deviceId, wire } = this.document
    if (wire === 'aftercall' && endpoint !== null && deviceId !== null)
      await this.#credentials.load({ endpoint, deviceId })
  }

  /** Joins with a code; what doesn't work leaves everything as it was. */
  async enrol(endpoint: string, code: string, signal: AbortSignal): Promise<Done | Refused> {
    const { claim, deviceId } = this.document.claims.find((one) => one.endpoint === endpoint) ?? {}
    const request = { code, ...(claim !== undefined && { claim, deviceId }) }
    const outcome = await this.collector.enrol(endpoint, request, signal)
    if (!outcome.ok) return outcome
    // It may not have heard of that before: revoked at that time, or living on a copy.
    const wasErased = outcome.value.erased === true || this.document.connection === 'erased'
    await this.adopt(outcome.value, endpoint, wasErased ? 'settle' : 'forget', codePrint(code))
    this.noteClock(outcome.clockAheadMs)
    this.#parts.log.info('sync: joined a team')
    return { ok: true }
  }

  /** Joins with the policy file's code; `undefined` where there is none, or none that may be used again. */
  async joinByPolicy(signal: AbortSignal): Promise<Done | Refused | undefined> {
    if (this.managed?.wire !== 'aftercall') return undefined
    const { endpoint, code } = this.managed
    if (code === undefined || !mayEnrol(this.document, code)) return undefined
    const joined = await this.enrol(endpoint, code, signal)
    if (!joined.ok && joined.why === 'code' && joined.code !== 'too-many-tries')
      this.policyCodeProblem = joined.code
    return joined
  }

  /**
   * The device, the token and the team that the collector has given.
   * @param preparation `settle`: everything was erased there, so what is here of that time isn't sent again
   */
  async adopt(
    grant: EnrolmentAnswer,
    endpoint: string,
    preparation: 'forget' | 'settle',
    usedCode: string | null,
  ): Promise<void> {
    const { deviceId, token, claim, role, team, policy, storeId, epoch } = grant
    const others = this.document.claims.filter((one) => one.endpoint !== endpoint)
    this.policyCodeProblem = null
    const erasedUpTo = preparation === 'settle' ? this.#latestId() : this.document.erasedUpTo
    this.#rememberAnyhow({
      wire: 'aftercall',
      endpoint,
      connection: 'enrolled',
      deviceId,
      role,
      team: team.name,
      teamId: team.id,
      policy,
      storeId,
      epoch,
      claims: [{ endpoint, claim, deviceId }, ...others].slice(0, MOST_CLAIMS),
      erasedUpTo,
      preparation,
      usedCode,
    })
    await this.#credentials.save({ endpoint, deviceId, token })
    this.due.digest = true
    this.due.policy = false
  }

  /** Where the disk refuses even that, nothing that was confirmed before counts as comparable. */
  #latestId(): string | null {
    try {
      return this.#parts.store.latestId() ?? this.document.erasedUpTo
    } catch (error) {
      this.#parts.log.error('sync: the latest record can’t be read', error)
      return HIGHEST_ID
    }
  }

  /** Forgets the endpoint, but not what makes this the same device there after another enrolment. */
  async forget(): Promise<void> {
    this.#rememberAnyhow({ ...NO_ENDPOINT, wire: 'aftercall', waitingSince: null })
    this.clockAheadMs = null
    await this.#credentials.forget()
  }

  /** What can't be written down now is written with the next round: a disk that is full must not cost a code. */
  #rememberAnyhow(changes: Partial<SyncDocument>): void {
    try {
      this.memory.change(changes)
    } catch (error) {
      this.#parts.log.error('sync: could not be written down', error)
    }
  }

  /** The collector takes nothing more from this computer; everything is kept. */
  lose(connection: Lost): void {
    if (this.document.connection === connection) return
    this.#parts.log.warn(`sync: the collector answers ${connection}`)
    this.memory.change({ connection })
  }

  /** Which store has answered: another one, or one that was restored, is compared with. */
  note({ storeId, epoch }: StoreIdentity, clockAheadMs: number | undefined): void {
    this.noteClock(clockAheadMs)
    const known = this.document
    if (known.storeId === storeId && known.epoch === epoch) return
    this.#parts.store.forgetDifferences()
    this.memory.change({ storeId, epoch })
    this.due.digest = true
  }

  /** What the collector says about this computer's place in a team. */
  learn({ value, clockAheadMs }: Accepted<PolicyAnswer>): void {
    const { role, team, policy } = value
    const known = this.document
    const isNew =
      JSON.stringify([role, team.id, team.name, policy]) !==
      JSON.stringify([known.role, known.teamId, known.team, known.policy])
    if (isNew) this.memory.change({ role, team: team.name, teamId: team.id, policy })
    this.note(value, clockAheadMs)
    this.due.policy = false
  }

  /** The team that this computer is in, as far as it is known. */
  get membership(): Membership | undefined {
    const { endpoint, storeId, epoch, teamId, role, wire } = this.document
    if (wire !== 'aftercall' || !isInTeam({ connection: this.connection, wire })) return undefined
    if (endpoint === null || storeId === null || epoch === null || teamId === null || role === null)
      return undefined
    return { endpoint, storeId, epoch, teamId, role }
  }

  noteClock(aheadMs: number | undefined): void {
    if (aheadMs === undefined) return
    this.clockAheadMs = Math.abs(aheadMs) > CLOCK_MATTERS_MS ? aheadMs : null
  }
}
