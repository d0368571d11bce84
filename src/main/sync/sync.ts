/**
 * The sync of this computer with its endpoint: when to do what. One round (round.ts) at a time; every round ends in one
 * of a few ways, and each of them, whatever was thrown on the way, decides when the next one begins.
 */
import { DEFAULT_POLICY } from '../../shared/policy.ts'
import { storageProblemOf } from '../../shared/storage-problem.ts'
import { isInTeam } from '../../shared/sync-line.ts'
import type { SyncView } from '../../shared/sync.ts'
import type { WireEvent } from '../../shared/wire/events.ts'
import type { FollowUp, FollowUpRequest, StoriesAnswer } from '../../shared/wire/team.ts'
import { toEvent } from '../../shared/wire/to-event.ts'
import { Chance } from './chance.ts'
import { Daily } from './daily.ts'
import { Link } from './link.ts'
import type { RefusedRecord, SyncParts } from './parts.ts'
import { Plan } from './plan.ts'
import { Requests } from './requests.ts'
import type {
  EnrolResult,
  EraseOptions,
  ExportResult,
  LeavingFacts,
  Membership,
  SyncCallResult,
  TeamChangeResult,
  TeamResult,
  TransferCodeResult,
} from './results.ts'
import { Rounds, type End } from './round.ts'
import { Status } from './status.ts'
import { TeamRequests } from './team-requests.ts'
import { tell } from './telling.ts'
import { Turns } from './turns.ts'

/** Waking up comes as several messages. */
const WAKE_MS = 5_000
/** A key store that doesn't answer doesn't hold up the end of the program. */
const STOP_MS = 2_000

export class Sync {
  readonly #parts: SyncParts
  readonly #link: Link
  readonly #rounds: Rounds
  readonly #status: Status
  readonly #plan: Plan
  readonly #turns = new Turns()
  readonly #requests: Requests
  readonly #teamRequests: TeamRequests
  readonly #daily: Daily
  #isStarted = false
  #isStopped = false
  /** Asked for while a round was running. */
  #isAgain = false
  /** How often something was committed here. */
  #changes = 0
  #lastRoundAt = Number.NEGATIVE_INFINITY

  constructor(parts: SyncParts) {
    this.#parts = parts
    this.#link = new Link(parts)
    this.#rounds = new Rounds(parts, this.#link)
    this.#status = new Status(parts, this.#link)
    const chance = new Chance(() => parts.random())
    this.#plan = new Plan(parts.clock, chance, () => this.#begin())
    this.#daily = new Daily(parts.clock, chance, () => this.#askAnew())
    this.#requests = new Requests(parts, this.#link, this.#turns, {
      startedOver: () => this.#startOver(),
      left: () => this.#afterRequest(),
    })
    this.#teamRequests = new TeamRequests(parts, this.#link, this.#turns, {
      left: () => this.#afterQuestion(),
      mayAsk: () => !this.#isStopped && this.#plan.reason !== 'retry-after',
    })
  }

  /** Begins. Never rejects: what doesn't work is tried again. Resolves when the token was looked for. */
  async start(): Promise<void> {
    if (this.#isStarted || this.#isStopped) return
    this.#isStarted = true
    this.#daily.arm()
    this.#plan.start()
    await this.#requests.open()
  }

  /** Ends; a request under way is aborted. */
  async stop(): Promise<void> {
    if (this.#isStopped) return
    this.#isStopped = true
    this.#plan.clear()
    this.#daily.stop()
    this.#turns.close()
    await this.#ended(STOP_MS)
    tell(() => this.#status.rememberSent())
  }

  /** Resolves when nothing is under way. The next round may begin at any time. */
  async idle(): Promise<void> {
    await this.#turns.idle()
  }

  get view(): SyncView {
    return this.#status.view
  }

  /** Something was committed here; cheap. */
  recordsChanged(): void {
    this.#changes += 1
    this.#status.recount()
    if (this.#canSend && this.#plan.reason === undefined && !this.#turns.isRunning) this.#plan.gather()
  }

  /** The day's smiley was given: what waits is sent at a random moment within five minutes. */
  daySmiled(): void {
    this.#changes += 1
    this.#status.recount()
    const { reason } = this.#plan
    if (this.#canSend && (reason === undefined || reason === 'gather' || reason === 'now'))
      this.#plan.spread()
  }

  /** The computer woke up, was unlocked, or its network came back. */
  woke(): void {
    if (!this.#isStarted || this.#isStopped) return
    this.#daily.woke()
    const { connection } = this.#link
    if (connection === 'revoked' || connection === 'erased') return
    if (this.#plan.reason === 'retry-after') return
    this.#soon(Math.abs(this.#parts.clock.now() - this.#lastRoundAt) < WAKE_MS ? WAKE_MS : 0)
  }

  /** The person presses "try again". */
  sendNow(): void {
    if (!this.#isStarted || this.#isStopped) return
    if (this.#turns.isRunning) this.#isAgain = true
    this.#soon(0)
  }

  /** One attempt to send what waits, before the program ends; never longer than the budget. */
  async flush(budgetMs: number): Promise<void> {
    if (!this.#canSend || this.#plan.reason === 'retry-after' || this.#status.pending === 0) return
    this.#plan.clear()
    if (!this.#turns.isRunning) this.#begin(true)
    await this.#ended(budgetMs)
    this.#turns.interrupt()
  }

  /** Joins a team. What doesn't work leaves everything as it was. */
  enrol(endpoint: string, code: string): Promise<EnrolResult> {
    return this.#requests.enrol(endpoint, code)
  }

  /** Forgets the endpoint here, and takes leave there if it can be reached; records stay. Not where the policy file decides. */
  disconnect(): Promise<void> {
    return this.#requests.disconnect()
  }

  /** A code with which another computer of the same agent joins. */
  createTransferCode(): Promise<TransferCodeResult> {
    return this.#requests.createTransferCode()
  }

  /** Everything that the collector holds of this agent. */
  exportFromCollector(): Promise<ExportResult> {
    return this.#requests.exportFromCollector()
  }

  /**
   * Erases what the options name, the collector first; when that fails, nothing is erased. What was made before isn't
   * sent to any collector again. Without `collector` the endpoint isn't asked, so that erasing here is always possible.
   */
  erase(options: EraseOptions): Promise<SyncCallResult> {
    return this.#requests.erase(options)
  }

  /** The team of this computer; `null`: it is in none; `undefined`: that isn't known yet. */
  get membership(): Membership | null | undefined {
    if (!this.#link.memory.isLoaded) return undefined
    const { connection, document } = this.#link
    return isInTeam({ connection, wire: document.wire }) ? this.#link.membership : null
  }

  /** Asks what the team may know. Each question has a turn of its own, so that what waits is sent between them. */
  askTeam(): Promise<TeamResult> {
    return this.#teamRequests.ask()
  }

  /** A lead says how far the team is with a follow-up. */
  changeFollowUp(id: string, change: FollowUpRequest): Promise<TeamChangeResult<FollowUp>> {
    return this.#teamRequests.changeFollowUp(id, change)
  }

  /** A lead puts a story onto every widget of the team, or `null`. */
  changeSpotlight(story: string | null): Promise<TeamChangeResult<StoriesAnswer>> {
    return this.#teamRequests.changeSpotlight(story)
  }

  /** Records that the collector refuses, oldest first, at most `limit`. */
  refusedRecords(limit: number): readonly RefusedRecord[] {
    return this.#parts.store.refused(limit)
  }

  /** What would leave now: exactly what is sent next, at most `limit` events. None without an endpoint. */
  outgoing(limit: number): readonly WireEvent[] {
    const { deviceId, preparation } = this.#link.document
    if (deviceId === null || preparation === 'settle') return []
    return this.#parts.store.pending(limit).map((item) => toEvent(item, deviceId, this.#link.sharing))
  }

  /** So many people at least are behind what the team sees. */
  get threshold(): number {
    return (this.#link.document.policy ?? DEFAULT_POLICY).threshold
  }

  /** What decides about how records leave, for those who show it. */
  get leaving(): LeavingFacts {
    const { deviceId, connection, erasedUpTo, preparation } = this.#link.document
    return {
      deviceId,
      sharing: this.#link.sharing,
      hasEndpoint: connection !== 'none',
      erasedUpTo,
      isSettling: preparation === 'settle',
    }
  }

  get #canSend(): boolean {
    return this.#isStarted && !this.#isStopped && this.#link.connection === 'enrolled'
  }

  /** What runs now has ended, or so many ms have passed. */
  async #ended(ms: number): Promise<void> {
    const { promise: isOver, resolve: over } = Promise.withResolvers<void>()
    const stopTimer = this.#parts.clock.after(ms, over)
    await Promise.race([this.#turns.ended(), isOver])
    stopTimer()
  }

  #soon(ms: number): void {
    if (!this.#turns.isRunning) this.#plan.soon(ms)
  }

  /** Policy and comparison are due, spread over the day. */
  #askAnew(): void {
    this.#link.due.digest = true
    this.#link.due.policy = true
    if (this.#plan.reason === undefined) this.#soon(0)
  }

  #startOver(): void {
    this.#status.forgetProblem()
    this.#plan.succeeded()
    this.#plan.clear()
  }

  #afterRequest(): void {
    this.#status.recount()
    if (!this.#isStopped && this.#plan.reason === undefined) this.#soon(0)
    this.#changed()
  }

  /** Starts a round, unless something runs; then another one follows. */
  #begin(sendOnly = false): void {
    if (this.#isStopped) return
    if (this.#turns.isRunning || this.#turns.isAsked) {
      this.#isAgain = true
      return
    }
    void this.#round(sendOnly)
  }

  async #round(sendOnly: boolean): Promise<void> {
    const { clock } = this.#parts
    const { signal } = this.#turns
    const leave = this.#turns.take()
    let end: End
    try {
      this.#lastRoundAt = clock.now()
      end = await this.#rounds.run({
        sendOnly,
        signal,
        changes: () => this.#changes,
        isInterrupted: () => this.#turns.isAsked || this.#plan.reason === 'spread',
        progressed: (records) => this.#progressed(records),
      })
    } catch (error) {
      tell(() => this.#parts.log.error('sync: a round failed', error))
      end = { end: 'failed', problem: storageProblemOf(error) === undefined ? 'bad-answer' : 'storage' }
    }
    leave()
    this.#status.recount()
    this.#next(signal.aborted ? { end: 'interrupted' } : end)
    this.#changed()
  }

  #progressed(records: number): void {
    this.#status.done(records)
    this.#changed()
  }

  /** When the next round begins. */
  #next(end: End): void {
    const isAgain = this.#isAgain
    this.#isAgain = false
    if (this.#isStopped) return
    switch (end.end) {
      case 'idle':
        this.#plan.succeeded()
        this.#status.setProblem(null)
        tell(() => this.#status.rememberWaiting())
        if (isAgain) this.#soon(0)
        // Written between the last look and now.
        else if (this.#plan.reason === undefined && this.#status.pending > 0) this.recordsChanged()
        return
      case 'interrupted':
        if (!this.#turns.isAsked && this.#plan.reason === undefined) this.#soon(0)
        return
      case 'waits':
        this.#plan.succeeded()
        this.#status.setProblem(null)
        if (end.isRare) this.#plan.rarely()
        else this.#plan.clear()
        return
      case 'failed':
        this.#status.setProblem(end.problem)
        this.#plan.failed(end.retryAfterMs)
        tell(() => this.#status.rememberWaiting())
        return
    }
  }

  /** Nothing has changed here: only what waits goes on. */
  #afterQuestion(): void {
    const { due } = this.#link
    const isWaiting = this.#isAgain || due.digest || due.policy || this.#status.pending > 0
    if (this.#canSend && this.#plan.reason === undefined && isWaiting) this.#soon(0)
    this.#changed()
  }

  #changed(): void {
    tell(() => this.#parts.changed())
  }
}
