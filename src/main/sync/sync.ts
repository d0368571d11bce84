/**
 * The sync of this computer with its endpoint: when to do what. One round (round.ts) at a time; every round ends in one
 * of a few ways, and each of them, whatever was thrown on the way, decides when the next one begins.
 */
import { storageProblemOf } from '../../shared/storage-problem.ts'
import type { SyncProblemCode, SyncView } from '../../shared/sync.ts'
import type { WireEvent } from '../../shared/wire/events.ts'
import { toEvent } from '../../shared/wire/to-event.ts'
import { Backoff } from './backoff.ts'
import type { Access, Refused } from './collector.ts'
import { SYNC_STATE } from './document.ts'
import { parseEndpoint } from './endpoint.ts'
import { Link } from './link.ts'
import type { RefusedRecord, SyncParts } from './parts.ts'
import {
  problemOf,
  type EnrolResult,
  type EraseOptions,
  type ExportResult,
  type Failure,
  type Problem,
  type SyncCallResult,
  type TransferCodeResult,
} from './results.ts'
import { Rounds, type End } from './round.ts'
import { Status } from './status.ts'
import { Timer } from './timer.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
/** After a start; a whole site starts at nine. */
const START_MS = MINUTE
/** After a change, for what follows it: solved, a reason, an undo. */
const GATHER_MS = 3 * SECOND
/** After the day smiley: everybody's shift ends at five. */
const SPREAD_MS = 5 * MINUTE
/** Waking up comes as several messages. */
const WAKE_MS = 5 * SECOND
/** The middle of what rarely helps, and of the day from one comparison to the next: half and half again. */
const RARELY_MS = HOUR
const DAILY_MS = 24 * HOUR
/** A key store that doesn't answer doesn't hold up the end of the program. */
const STOP_MS = 2 * SECOND
const MOST_CODE = 100

export class Sync {
  readonly #parts: SyncParts
  readonly #link: Link
  readonly #rounds: Rounds
  readonly #status: Status
  readonly #timer: Timer
  readonly #backoff: Backoff
  #isStarted = false
  #isStopped = false
  #abort = new AbortController()
  /** What runs now: a round, or something a person asked for. Never rejects. */
  #running: Promise<void> | undefined
  /** People's requests that wait for the round to end. */
  #requests = 0
  /** Asked for while a round was running. */
  #isAgain = false
  #stopDaily = (): void => undefined
  #dailyAt = 0
  #lastRoundAt = Number.NEGATIVE_INFINITY

  constructor(parts: SyncParts) {
    this.#parts = parts
    this.#link = new Link(parts)
    this.#rounds = new Rounds(parts, this.#link)
    this.#status = new Status(parts, this.#link)
    this.#timer = new Timer(parts.clock, () => this.#begin())
    this.#backoff = new Backoff(() => this.#random())
  }

  /** Begins. Never rejects: what doesn't work is tried again. Resolves when the token was looked for. */
  async start(): Promise<void> {
    if (this.#isStarted || this.#isStopped) return
    this.#isStarted = true
    this.#armDaily()
    this.#timer.set('gather', Math.round(this.#random() * START_MS))
    await this.#alone(async (signal) => {
      await this.#link.open(signal)
    })
  }

  /** Ends; a request under way is aborted. */
  async stop(): Promise<void> {
    if (this.#isStopped) return
    this.#isStopped = true
    this.#timer.clear()
    this.#stopDaily()
    this.#abort.abort()
    const { promise: isLate, resolve: late } = Promise.withResolvers<void>()
    const stopTimer = this.#parts.clock.after(STOP_MS, late)
    await Promise.race([this.#running, isLate])
    stopTimer()
    this.#guard(() => this.#status.rememberSent())
  }

  /** Resolves when nothing is under way. The next round may begin at any time. */
  async idle(): Promise<void> {
    while (this.#running !== undefined) await this.#running
  }

  get view(): SyncView {
    return this.#status.view
  }

  /** Something was committed here; cheap. */
  recordsChanged(): void {
    this.#status.recount()
    if (this.#canSend && this.#timer.reason === undefined && this.#running === undefined)
      this.#timer.set('gather', GATHER_MS)
  }

  /** The day's smiley was given: what waits is sent at a random moment within five minutes. */
  daySmiled(): void {
    this.#status.recount()
    const { reason } = this.#timer
    if (this.#canSend && (reason === undefined || reason === 'gather' || reason === 'now'))
      this.#timer.set('spread', Math.round(this.#random() * SPREAD_MS))
  }

  /** The computer woke up, was unlocked, or its network came back. */
  woke(): void {
    if (!this.#isStarted || this.#isStopped) return
    // Timers stand still while a computer sleeps.
    if (Math.abs(this.#parts.clock.now() - this.#dailyAt) >= DAILY_MS) this.#daily()
    const { connection } = this.#link
    if (connection === 'revoked' || connection === 'erased') return
    if (this.#timer.reason === 'retry-after') return
    this.#soon(Math.abs(this.#parts.clock.now() - this.#lastRoundAt) < WAKE_MS ? WAKE_MS : 0)
  }

  /** The person presses "try again". */
  sendNow(): void {
    if (!this.#isStarted || this.#isStopped) return
    if (this.#running !== undefined) this.#isAgain = true
    this.#soon(0)
  }

  /** One attempt to send what waits, before the program ends; never longer than the budget. */
  async flush(budgetMs: number): Promise<void> {
    if (!this.#canSend || this.#timer.reason === 'retry-after' || this.#status.pending === 0) return
    this.#timer.clear()
    if (this.#running === undefined) this.#begin(true)
    const { promise: isOver, resolve: over } = Promise.withResolvers<void>()
    const stopTimer = this.#parts.clock.after(budgetMs, over)
    await Promise.race([this.#running, isOver])
    stopTimer()
    this.#interrupt()
  }

  /** Joins a team. What doesn't work leaves everything as it was. */
  async enrol(endpoint: string, code: string): Promise<EnrolResult> {
    const parsed = parseEndpoint(endpoint)
    if (!parsed.ok) return parsed
    const { managed, isManaged } = this.#link
    const isElsewhere = managed?.wire !== 'aftercall' || managed.endpoint !== parsed.endpoint
    if (isManaged && isElsewhere) return { ok: false, code: 'bad-address' }
    if (code.trim() === '' || code.length > MOST_CODE) return { ok: false, code: 'code-unknown' }
    this.#interrupt()
    return this.#alone<EnrolResult>(async (signal) => {
      this.#link.memory.load()
      const result = await this.#link.enrol(parsed.endpoint, code.trim(), signal)
      if (result.ok) {
        this.#startOver()
        return { ok: true }
      }
      if (result.why === 'code') return { ok: false, code: result.code }
      return { ok: false, code: problemOf(result) }
    })
  }

  /** Forgets the endpoint here, and takes leave there if it can be reached; records stay. Not where the policy file decides. */
  async disconnect(): Promise<void> {
    if (this.#link.isManaged) return
    this.#interrupt()
    await this.#alone<SyncCallResult>(async (signal) => {
      const { access, connection } = this.#link
      if (access !== undefined && connection === 'enrolled') await this.#link.collector.leave(access, signal)
      await this.#link.forget()
      this.#startOver()
      return { ok: true }
    })
  }

  #startOver(): void {
    this.#status.problem = null
    this.#backoff.reset()
    this.#timer.clear()
  }

  /** A code with which another computer of the same agent joins. */
  createTransferCode(): Promise<TransferCodeResult> {
    return this.#ask<TransferCodeResult>(async (access, signal) => {
      const outcome = await this.#link.collector.transferCode(access, signal)
      if (!outcome.ok) return this.#problemOf(outcome)
      return { ok: true, code: outcome.value.code, expiresAt: Date.parse(outcome.value.expiresAt) }
    })
  }

  /** Everything that the collector holds of this agent. */
  exportFromCollector(): Promise<ExportResult> {
    return this.#ask<ExportResult>(async (access, signal) => {
      const outcome = await this.#link.collector.export(access, signal)
      if (!outcome.ok) return this.#problemOf(outcome)
      return { ok: true, body: outcome.value.body, mediaType: outcome.value.contentType }
    })
  }

  /**
   * Erases what the options name, the collector first; when that fails, nothing is erased. What was made before isn't
   * sent to any collector again. Without `collector` the endpoint isn't asked, so that erasing here is always possible.
   */
  erase({ collector, here, keepState }: EraseOptions): Promise<SyncCallResult> {
    const eraseHere = async (): Promise<void> => {
      if (!here) return
      await this.#parts.store.eraseAll([...keepState, SYNC_STATE])
      // Nothing of that time is left here: all that comes is compared, whatever its ids.
      this.#link.memory.change({ erasedUpTo: null })
    }
    if (!collector) {
      this.#interrupt()
      return this.#alone<SyncCallResult>(async () => {
        await eraseHere()
        return { ok: true }
      })
    }
    return this.#ask<SyncCallResult>(async (access, signal) => {
      const outcome = await this.#link.collector.erase(access, signal)
      if (!outcome.ok) return this.#problemOf(outcome)
      await this.#link.adopt(outcome.value, access.endpoint, 'settle', this.#link.document.usedCode)
      this.#startOver()
      await eraseHere()
      return { ok: true }
    })
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

  get #canSend(): boolean {
    return this.#isStarted && !this.#isStopped && this.#link.connection === 'enrolled'
  }

  #soon(ms: number): void {
    if (this.#running === undefined) this.#timer.set('now', ms)
  }

  #armDaily(): void {
    this.#stopDaily()
    this.#dailyAt = this.#parts.clock.now()
    this.#stopDaily = this.#parts.clock.after(this.#around(DAILY_MS), () => this.#daily())
  }

  /** Policy and comparison are due, spread over the day. */
  #daily(): void {
    this.#armDaily()
    this.#link.due.digest = true
    this.#link.due.policy = true
    if (this.#timer.reason === undefined) this.#soon(0)
  }

  /** Starts a round, unless something runs; then another one follows. */
  #begin(sendOnly = false): void {
    if (this.#isStopped) return
    if (this.#running !== undefined || this.#requests > 0) {
      this.#isAgain = true
      return
    }
    this.#running = this.#round(sendOnly)
  }

  async #round(sendOnly: boolean): Promise<void> {
    const { clock } = this.#parts
    const { signal } = this.#abort
    let end: End
    try {
      this.#lastRoundAt = clock.now()
      end = await this.#rounds.run({
        sendOnly,
        signal,
        isInterrupted: () => this.#requests > 0 || this.#timer.reason === 'spread',
        progressed: (records) => this.#progressed(records),
      })
    } catch (error) {
      this.#guard(() => this.#parts.log.error('sync: a round failed', error))
      end = { end: 'failed', problem: storageProblemOf(error) === undefined ? 'bad-answer' : 'storage' }
    }
    this.#running = undefined
    this.#status.recount()
    this.#next(signal.aborted ? { end: 'interrupted' } : end)
    this.#changed()
  }

  #progressed(records: number): void {
    this.#status.done(records)
    if (records > 0) this.#status.lastSentAt = this.#parts.clock.now()
    this.#changed()
  }

  /** When the next round begins. */
  #next(end: End): void {
    const isAgain = this.#isAgain
    this.#isAgain = false
    if (this.#isStopped) return
    switch (end.end) {
      case 'idle':
        this.#backoff.reset()
        this.#setProblem(null)
        this.#guard(() => this.#status.rememberWaiting())
        if (isAgain) this.#soon(0)
        // Written between the last look and now.
        else if (this.#timer.reason === undefined && this.#status.pending > 0) this.recordsChanged()
        return
      case 'interrupted':
        if (this.#requests === 0 && this.#timer.reason === undefined) this.#soon(0)
        return
      case 'waits':
        this.#backoff.reset()
        this.#setProblem(null)
        if (end.isRare) this.#timer.set('rarely', this.#around(RARELY_MS))
        else this.#timer.clear()
        return
      case 'failed':
        this.#setProblem(end.problem)
        this.#timer.set(
          end.retryAfterMs === undefined ? 'backoff' : 'retry-after',
          this.#backoff.failed(end.retryAfterMs),
        )
        this.#guard(() => this.#status.rememberWaiting())
        return
    }
  }

  #setProblem(problem: SyncProblemCode | null): void {
    if (this.#status.problem === problem) return
    this.#status.problem = problem
    this.#guard(() => this.#parts.log.info(`sync: ${problem ?? 'works again'}`))
  }

  /** Calls off what is under way; whoever waits for it goes on. */
  #interrupt(): void {
    this.#abort.abort()
    if (!this.#isStopped) this.#abort = new AbortController()
  }

  /** Something that needs the collector. */
  async #ask<T>(job: (access: Access, signal: AbortSignal) => Promise<T | Problem>): Promise<T | Problem> {
    return this.#alone<T | Problem>(async (signal) => {
      const { access, connection } = this.#link
      if (access === undefined || connection !== 'enrolled') return { ok: false, code: 'not-enrolled' }
      return job(access, signal)
    })
  }

  /** Something that a person asked for, between two rounds or, when nobody has called the round off, two batches. */
  async #alone<T>(job: (signal: AbortSignal) => Promise<T>): Promise<T | Failure> {
    this.#requests += 1
    // Where nothing runs, the job begins before this call returns: `view` is right after `start()`.
    if (this.#running !== undefined) await this.idle()
    const { promise, resolve: end } = Promise.withResolvers<void>()
    this.#running = promise
    try {
      return await job(this.#abort.signal)
    } catch (error) {
      this.#guard(() => this.#parts.log.error('sync: could not be done', error))
      return { ok: false, code: storageProblemOf(error) === undefined ? 'bad-answer' : 'storage' }
    } finally {
      this.#requests -= 1
      this.#running = undefined
      end()
      this.#status.recount()
      if (!this.#isStopped && this.#timer.reason === undefined) this.#soon(0)
      this.#changed()
    }
  }

  #problemOf(refused: Refused): Problem {
    if (refused.why === 'lost') {
      this.#link.lose(refused.connection)
      return { ok: false, code: 'not-enrolled' }
    }
    return { ok: false, code: problemOf(refused) }
  }

  /** Between half and half again as long. */
  #around(ms: number): number {
    return Math.round(ms * (0.5 + this.#random()))
  }

  #random(): number {
    const random = this.#parts.random()
    return random >= 0 && random < 1 ? random : 0.5
  }

  #changed(): void {
    this.#guard(() => this.#parts.changed())
  }

  /** What others do with our news must not stop us. */
  #guard(action: () => void): void {
    try {
      action()
    } catch {
      // Nobody is left to tell.
    }
  }
}
