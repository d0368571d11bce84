/** The sync as tray, settings and panel show it. */
import type { Role } from './wire/answers.ts'

/** Why records wait although they should have been sent; the words are in the catalogue under `sync-problem.<code>`. */
export const SYNC_PROBLEMS = [
  /** The computer isn't on a network, or the name can't be found. */
  'no-network',
  /** The endpoint doesn't answer: refused, reset, timed out. */
  'unreachable',
  /** Its certificate can't be trusted. */
  'certificate',
  /** It is busy or being repaired (429, 503, 5xx). */
  'busy',
  /** Something answers that doesn't speak the protocol: a log-in page, a proxy, a wrong address. */
  'not-a-collector',
  /** It speaks the protocol but its answer doesn't account for everything that was sent. */
  'bad-answer',
  /** The local database can't be read or written. */
  'storage',
] as const
export type SyncProblemCode = (typeof SYNC_PROBLEMS)[number]

/** `not-enrolled`: there is no collector to ask, or it no longer knows this computer; `view.connection` says which. */
export type SyncCallProblem = SyncProblemCode | 'not-enrolled'

/** How this computer stands with its endpoint. */
export type SyncConnection =
  /** Nothing leaves this computer. */
  | 'none'
  | 'enrolled'
  /** The token was revoked: a new code is needed; everything is kept. */
  | 'revoked'
  /** The collector doesn't know this computer, perhaps after a restore: a new code is needed. */
  | 'unknown'
  /** Everything was erased from another computer of the same agent. */
  | 'erased'
  /** The token could not be kept (no key store) and is gone since the restart: a new code is needed. */
  | 'token-lost'

export interface SyncView {
  readonly connection: SyncConnection
  /** Base address of the endpoint; `null` without one. */
  readonly endpoint: string | null
  readonly team: string | null
  readonly role: Role | null
  /** A plain CloudEvents receiver: no team, no digest. */
  readonly wire: 'aftercall' | 'cloudevents'
  /** The organisation's policy file decides about the endpoint; it can't be changed here. */
  readonly managed: boolean
  /** Records that wait to be sent. */
  readonly pending: number
  /** Epoch ms since when the oldest of them waits; `null`: nothing waits. */
  readonly waitingSince: number | null
  /** Records that the collector refuses and that are kept here. */
  readonly refused: number
  /** Epoch ms of the last batch that was accounted for. */
  readonly lastSentAt: number | null
  readonly problem: SyncProblemCode | null
  /** By how many ms this computer's clock is ahead of the collector's, where it matters (over ten minutes). */
  readonly clockAheadMs: number | null
  /** The operating system has no key store: the enrolment is forgotten at the next restart. */
  readonly tokenInMemoryOnly: boolean
  /** External ids leave with every rating: the organisation's policy has switched the customer comparison on. */
  readonly customerComparison: boolean
  /** The collector refuses the policy file's code, for this reason; it is tried again now and then. */
  readonly policyCodeProblem: CodeProblemCode | null
}

/** Why a collector refuses a code. */
export const CODE_PROBLEMS = ['code-unknown', 'code-expired', 'code-used-up'] as const
export type CodeProblemCode = (typeof CODE_PROBLEMS)[number]

/** Why an enrolment failed; the words are in the catalogue under `enrol-problem.<code>`. */
export const ENROL_PROBLEMS = [
  'bad-address',
  /** Neither https nor this computer itself. */
  'not-secure',
  ...CODE_PROBLEMS,
  'too-many-tries',
  ...SYNC_PROBLEMS,
] as const
export type EnrolProblemCode = (typeof ENROL_PROBLEMS)[number]
