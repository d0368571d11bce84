/** The sync of this computer with its endpoint. */
import type { EnrolProblemCode, SyncProblemCode, SyncView } from '../../shared/sync.ts'
import type { WireEvent } from '../../shared/wire/events.ts'
import type { RefusedRecord, SyncParts } from './parts.ts'

export type EnrolResult = { readonly ok: true } | { readonly ok: false; readonly code: EnrolProblemCode }

/** `not-enrolled`: there is no collector to ask, or it no longer knows this computer; `view.connection` says which. */
export type SyncCallProblem = SyncProblemCode | 'not-enrolled'
export type SyncCallResult = { readonly ok: true } | { readonly ok: false; readonly code: SyncCallProblem }
export type TransferCodeResult =
  /** `expiresAt`: epoch ms. */
  | { readonly ok: true; readonly code: string; readonly expiresAt: number }
  | { readonly ok: false; readonly code: SyncCallProblem }
export type ExportResult =
  /** The collector's own document, byte for byte. */
  | { readonly ok: true; readonly body: Uint8Array; readonly mediaType: string }
  | { readonly ok: false; readonly code: SyncCallProblem }

export class Sync {
  readonly #parts: SyncParts

  constructor(parts: SyncParts) {
    this.#parts = parts
  }

  /** Begins. Never rejects: what doesn't work is tried again. */
  async start(): Promise<void> {}

  /** Ends; a request under way is aborted. */
  async stop(): Promise<void> {}

  get view(): SyncView {
    return {
      connection: 'none',
      endpoint: null,
      team: null,
      role: null,
      wire: 'aftercall',
      managed: this.#parts.machinePolicy.sync !== undefined,
      pending: 0,
      waitingSince: null,
      refused: 0,
      lastSentAt: null,
      problem: null,
      clockAheadMs: null,
      tokenInMemoryOnly: false,
      customerComparison: false,
    }
  }

  /** Something was committed here; cheap. */
  recordsChanged(): void {}

  /** The day's smiley was given: sends at a random moment within five minutes. */
  daySmiled(): void {}

  /** The computer woke up, was unlocked, or its network came back. */
  woke(): void {}

  /** The person presses "try again". */
  sendNow(): void {}

  /** One attempt to send what waits, before the program ends; never longer than the budget. */
  async flush(_budgetMs: number): Promise<void> {}

  /** Joins a team. What doesn't work leaves everything as it was. */
  async enrol(_endpoint: string, _code: string): Promise<EnrolResult> {
    return { ok: false, code: 'unreachable' }
  }

  /** Forgets the endpoint here, and takes leave there if it can be reached. Records stay. Nothing where the policy file decides. */
  async disconnect(): Promise<void> {}

  /** A code with which another computer of the same agent joins. */
  async createTransferCode(): Promise<TransferCodeResult> {
    return { ok: false, code: 'not-enrolled' }
  }

  /** Everything that the collector holds of this agent. */
  async exportFromCollector(): Promise<ExportResult> {
    return { ok: false, code: 'not-enrolled' }
  }

  /**
   * Everything of this agent is erased on the collector; this computer goes on as another device. With `here` the
   * records, backups and state of this computer too, except for the state documents named in `keepState`.
   */
  async erase(_options: {
    readonly here: boolean
    readonly keepState: readonly string[]
  }): Promise<SyncCallResult> {
    return { ok: false, code: 'not-enrolled' }
  }

  /** Records that the collector refuses, oldest first, at most `limit`. */
  refusedRecords(_limit: number): readonly RefusedRecord[] {
    return []
  }

  /** What would leave now: exactly what is sent next, at most `limit` events. */
  outgoing(_limit: number): readonly WireEvent[] {
    return []
  }
}
