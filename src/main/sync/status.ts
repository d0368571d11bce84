/** What can be said about the sync at any moment, without asking the database more often than needed. */
import type { SyncProblemCode, SyncView } from '../../shared/sync.ts'
import type { Link } from './link.ts'
import type { SyncParts } from './parts.ts'
import { tell } from './telling.ts'

interface Counts {
  readonly pending: number
  readonly refused: number
}

export class Status {
  readonly #parts: SyncParts
  readonly #link: Link
  #counts: Counts = { pending: 0, refused: 0 }
  #isCounted = false
  #waitingSince: number | null = null
  #problem: SyncProblemCode | null = null
  #lastSentAt: number | null = null

  constructor(parts: SyncParts, link: Link) {
    this.#parts = parts
    this.#link = link
  }

  /** The records have changed, or what is known of them. */
  recount(): void {
    this.#isCounted = false
  }

  /**
   * So many records no longer wait. They are taken off instead of counted anew: while a hundred thousand are sent, the
   * count would be a third of the work. The end of the round counts.
   */
  done(records: number): void {
    if (records > 0) this.#lastSentAt = this.#parts.clock.now()
    const { pending, refused } = this.#counts
    if (records < pending) this.#counts = { pending: pending - records, refused }
    else this.recount()
  }

  /** What came of the last try; a change is worth a line in the log. */
  setProblem(problem: SyncProblemCode | null): void {
    if (this.#problem === problem) return
    this.#problem = problem
    tell(() => this.#parts.log.info(`sync: ${problem ?? 'works again'}`))
  }

  /** What was wrong before no longer counts. */
  forgetProblem(): void {
    this.#problem = null
  }

  /** Records that wait, and since when the oldest of them does. */
  get pending(): number {
    return this.#count().pending
  }

  get view(): SyncView {
    const link = this.#link
    const { endpoint, team, role, wire } = link.document
    const { pending, refused } = endpoint === null ? { pending: 0, refused: 0 } : this.#count()
    return {
      connection: link.connection,
      endpoint,
      team,
      role,
      wire,
      managed: link.isManaged,
      pending,
      waitingSince: pending === 0 ? null : this.#waitingSince,
      refused,
      lastSentAt: this.#lastSentAt ?? link.document.lastSentAt,
      problem: pending === 0 && link.connection !== 'none' ? null : this.#problem,
      clockAheadMs: link.clockAheadMs,
      tokenInMemoryOnly: link.tokenInMemoryOnly,
      customerComparison: link.sharing.customerComparison,
      policyCodeProblem: link.policyCodeProblem,
    }
  }

  /** After a failure: since when something waits outlives a restart. Nothing else depends on it. */
  rememberWaiting(): void {
    const { document } = this.#link
    const since = this.pending === 0 ? null : this.#waitingSince
    if (document.waitingSince !== since) this.#link.memory.change({ waitingSince: since })
  }

  /** Writes down when something was sent last. */
  rememberSent(): void {
    const { document, memory } = this.#link
    if (this.#lastSentAt !== null && document.lastSentAt !== this.#lastSentAt)
      memory.change({ lastSentAt: this.#lastSentAt })
  }

  #count(): Counts {
    if (this.#isCounted) return this.#counts
    const { store, clock, log } = this.#parts
    try {
      this.#counts = { pending: store.pendingCount(), refused: store.refusedCount() }
      this.#isCounted = true
      if (this.#counts.pending === 0) this.#waitingSince = null
      else this.#waitingSince ??= this.#link.document.waitingSince ?? clock.now()
    } catch (error) {
      log.error('sync: what waits can’t be counted', error)
    }
    return this.#counts
  }
}
