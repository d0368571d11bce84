/** What the sync answers to people's requests. Refusals are values. */
import type { EnrolProblemCode, SyncCallProblem, SyncProblemCode } from '../../shared/sync.ts'
import type { TeamBoard } from '../../shared/team-view.ts'
import type { Role } from '../../shared/wire/answers.ts'
import type { OwnFollowUpsAnswer } from '../../shared/wire/team.ts'
import type { SharingPolicy } from '../../shared/wire/to-event.ts'
import type { Refused } from './collector.ts'

export type EnrolResult = { readonly ok: true } | { readonly ok: false; readonly code: EnrolProblemCode }

export type SyncCallResult = { readonly ok: true } | { readonly ok: false; readonly code: SyncCallProblem }
export type TransferCodeResult =
  /** `expiresAt`: epoch ms. */
  | { readonly ok: true; readonly code: string; readonly expiresAt: number }
  | { readonly ok: false; readonly code: SyncCallProblem }
export type ExportResult =
  /** The collector's own document, byte for byte. */
  | { readonly ok: true; readonly body: Uint8Array; readonly mediaType: string }
  | { readonly ok: false; readonly code: SyncCallProblem }

export interface EraseOptions {
  /** What the collector holds of this agent, of all computers; this computer goes on there as another device. */
  readonly collector: boolean
  /** The records, backups and state of this computer. */
  readonly here: boolean
  /** State documents that stay, for instance the settings. That of the sync always stays. */
  readonly keepState: readonly string[]
}

/** The team of this computer, and the store that knows it. */
export interface Membership {
  readonly endpoint: string
  readonly storeId: string
  readonly epoch: number
  readonly teamId: string
  readonly role: Role
}

/** What the collector says of the team, to a member or a lead, and of this agent's own follow-ups. */
export interface TeamAnswers {
  readonly membership: Membership
  readonly board: Omit<TeamBoard, 'fetchedAt'>
  readonly ownFollowUps: OwnFollowUpsAnswer['followUps']
}
export type TeamResult = { readonly ok: true; readonly value: TeamAnswers } | Problem
/** `gone`: what was to be changed is no longer there. */
export type TeamChangeResult<T> =
  | { readonly ok: true; readonly value: T }
  | Problem
  | { readonly ok: false; readonly code: 'gone' }

/** What decides about how a record leaves, and whether it does. */
export interface LeavingFacts {
  /** `null`: it has none yet. */
  readonly deviceId: string | null
  readonly sharing: SharingPolicy
  /** There is an endpoint that records go to. */
  readonly hasEndpoint: boolean
  /** Everything up to this id was erased at the collector. */
  readonly erasedUpTo: string | null
  /** What waits of that time isn't sent. */
  readonly isSettling: boolean
}

/** Nothing was done, for a reason that passes. */
export type Failure = { readonly ok: false; readonly code: SyncProblemCode }
export type Problem = { readonly ok: false; readonly code: SyncCallProblem }

/** The problem behind a refusal that isn't about the connection. */
export function problemOf(refused: Refused): SyncProblemCode {
  switch (refused.why) {
    case 'problem':
      return refused.problem
    case 'code':
    case 'lost':
    case 'too-large':
      return 'bad-answer'
    case 'aborted':
      return 'unreachable'
  }
}
