/** What the sync is given: the composition root decides what is behind each of these. */
import type { MachinePolicy } from '../../shared/machine-policy.ts'
import type { SyncRecord } from '../../shared/wire/to-event.ts'
import type { z } from '../../shared/zod.ts'

export interface HttpRequest {
  readonly url: string
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Uint8Array<ArrayBuffer>
  readonly signal: AbortSignal
  /** A longer answer is an error: `body()` rejects instead of filling the memory. */
  readonly maxBytes: number
}

export interface HttpResponse {
  readonly status: number
  readonly headers: { get(name: string): string | null }
  /** The whole body, unpacked. */
  body(): Promise<Uint8Array>
}

/**
 * One request. Never follows a redirect (a 3xx is answered as it is), keeps no cookies and no cache. Rejects when there
 * is no answer, with an error whose message or code `classifyNetworkError` understands: Electron's `net::ERR_…`,
 * Node's `ENOTFOUND`, `ECONNREFUSED`, `CERT_…`.
 */
export type HttpClient = (request: HttpRequest) => Promise<HttpResponse>

/** The operating system's key store. What is kept is one text of at most a few hundred characters. */
export interface SecretStore {
  /** `false`: there is no key store; nothing survives a restart. */
  readonly persistent: boolean
  load(): Promise<string | undefined>
  save(secret: string): Promise<void>
  clear(): Promise<void>
}

export interface SyncClock {
  /** Epoch ms; may jump. */
  now(): number
  /** Runs the job after so many ms; the function that is returned calls it off. */
  after(ms: number, job: () => void): () => void
}

export interface SyncLog {
  info(message: string): void
  warn(message: string): void
  error(message: string, error?: unknown): void
}

export type RecordKind = SyncRecord['kind']

/** One revision of one record. */
export interface RecordRevision {
  readonly kind: RecordKind
  readonly id: string
  readonly revision: number
}

/** A record that the collector refuses; it stays here and isn't sent again until it changes. */
export interface RefusedRecord extends RecordRevision {
  /** The work day, or the quarter of a pulse. */
  readonly period: string
  /** See EVENT_REFUSALS; a newer collector may know more. */
  readonly code: string
}

/** The part of the store that the sync needs, which says what each of these does. What a call has written is durable. */
export interface SyncStore {
  pending(limit: number, after?: string): readonly SyncRecord[]
  pendingCount(): number
  markSynced(confirmed: readonly RecordRevision[], erasedUpTo: string | null): void
  markRefused(refused: readonly (RecordRevision & { readonly code: string })[]): void
  refused(limit: number): readonly RefusedRecord[]
  refusedCount(): number
  forgetRefusals(limit: number): number
  raiseAbove(
    raised: readonly { readonly kind: RecordKind; readonly id: string; readonly held: number }[],
  ): void
  settle(limit: number): number
  heldPeriods(): readonly string[]
  latestId(): string | undefined
  holdings(
    period: string,
    erasedUpTo: string | null,
  ): readonly { readonly id: string; readonly revision: number }[]
  markForResend(period: string, difference: string, erasedUpTo: string | null): number
  forgetConfirmedAnew(): void
  compared(): ReadonlyMap<string, string>
  forgetDifference(period: string): void
  forgetDifferences(): void
  eraseAll(keepState: readonly string[]): Promise<void>
  readonly state: {
    read<T>(key: string, schema: z.ZodType<T>): T | undefined
    write(key: string, value: unknown): void
  }
}

export interface SyncParts {
  readonly store: SyncStore
  readonly http: HttpClient
  readonly secrets: SecretStore
  readonly clock: SyncClock
  /** Uniform in [0, 1). */
  random(): number
  /** What the policy file says; read at start. */
  readonly machinePolicy: MachinePolicy
  readonly log: SyncLog
  /** `view` says something else now. Called often; cheap to call. */
  changed(): void
  /** Of the program: what was refused gets one more try after an update. */
  readonly version: string
}
