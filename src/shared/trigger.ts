/** The words of triggers: what is reported when an interaction ends, and how an adapter is doing. */

export const CHANNELS = ['voice', 'video', 'chat', 'email', 'sms', 'social', 'task', 'unknown'] as const
export type Channel = (typeof CHANNELS)[number]

export const DIRECTIONS = ['inbound', 'outbound', 'internal', 'unknown'] as const
export type Direction = (typeof DIRECTIONS)[number]

export const CAUSES = ['remote', 'agent', 'transferred', 'source-lost', 'unknown'] as const
/** Who or what ended the interaction. */
export type Cause = (typeof CAUSES)[number]

export const PHASES = ['hangup', 'wrapup-end'] as const
/** `hangup`: the conversation is over. `wrapup-end`: the after-call work is over too. */
export type Phase = (typeof PHASES)[number]

/** One report that an interaction ended. Times are epoch milliseconds, durations milliseconds. */
export interface InteractionEnded {
  /** Namespaced ids, best first: `sip:<Call-ID>`, `ast:<Uniqueid>`, `ext:<case>`. May be empty. */
  readonly ids: readonly string[]
  readonly channel: Channel
  readonly direction: Direction
  readonly cause: Cause
  /** `false`: missed, rejected, busy, abandoned; never prompts. `undefined`: the source can't tell. */
  readonly answered: boolean | undefined
  readonly phase: Phase
  readonly endedAt: number
  /** When the agent answered. */
  readonly startedAt?: number | undefined
  /** Talk time, measured on a monotonic clock where the source allows it. */
  readonly durationMs?: number | undefined
  readonly queue?: string | undefined
  /** The other party. Compared in memory to merge reports, never stored. */
  readonly peer?: string | undefined
}

/** Why a trigger doesn't work, for the agent: the words are in the catalogue under `trigger-problem.<code>`. */
export interface TriggerProblem {
  readonly code:
    | 'port-taken'
    | 'port-forbidden'
    | 'port-failed'
    | 'token-file'
    | 'not-loopback'
    | 'softphone-silent'
    | 'softphone-other'
    | 'softphone-closed'
  readonly values: Readonly<Record<string, string>>
}

/** `why` is the sentence of the log; the agent reads `problem` in their own language where there is one. */
export type AdapterState =
  | { readonly s: 'stopped' }
  | { readonly s: 'connecting'; readonly attempt: number }
  | { readonly s: 'up'; readonly detail?: string | undefined }
  | {
      readonly s: 'waiting'
      readonly retryInMs: number
      readonly why: string
      readonly problem?: TriggerProblem
    }
  /** Needs a person: a wrong secret, a taken port. Not retried. */
  | { readonly s: 'failed'; readonly why: string; readonly problem?: TriggerProblem }
