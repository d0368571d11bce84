/** What draining the outbox has in common, whoever is at the other end. */
import type { SharingPolicy } from '../../shared/wire/to-event.ts'
import type { Refused } from './collector.ts'
import type { SyncStore } from './parts.ts'

export type Drained =
  /** Nothing waits any more. */
  | { readonly end: 'drained' }
  /** Something else comes first; the rest goes later. */
  | { readonly end: 'interrupted' }
  | { readonly end: 'failed'; readonly refusal: Refused }

export interface DrainParts {
  readonly store: SyncStore
  readonly deviceId: string
  readonly sharing: SharingPolicy
  /** Records up to this id were erased at a collector; which of them are confirmed anew is remembered. */
  readonly erasedUpTo: string | null
  readonly signal: AbortSignal
  /** Whether to stop after the batch that was just answered. */
  isInterrupted(): boolean
  /** So many records were accounted for. */
  progressed(records: number): void
}

export function failed(refusal: Refused): Drained {
  return { end: 'failed', refusal }
}

export const BAD_ANSWER: Refused = { ok: false, why: 'problem', problem: 'bad-answer' }
