/**
 * The hub decides which interactions the agent is asked about. All policy of triggers lives in this folder:
 * `same.ts` says which reports may be about one interaction, `cluster.ts` groups them, `merge.ts` makes one
 * interaction of a group, `verdict.ts` says whether to ask, `live-legs.ts` knows what is still going on, `core.ts`
 * puts them in time (pure, with an explicit `now`) and `hub.ts` gives that a clock and callbacks.
 */
import type { Cause, Channel, Direction, InteractionEnded } from '../../../shared/trigger.ts'

/** An interaction that the agent is asked about. The other party is left out on purpose: it is never passed on. */
export interface EndedInteraction {
  /** Own key, unique within one hub. */
  readonly key: string
  /** Namespaced ids of all reports, best first. */
  readonly ids: readonly string[]
  readonly channel: Channel
  readonly direction: Direction
  readonly cause: Cause
  readonly queue?: string | undefined
  /** Epoch ms. */
  readonly startedAt?: number | undefined
  readonly endedAt: number
  readonly durationMs?: number | undefined
  /** Ids of the adapters that reported it, the first one first. */
  readonly adapters: readonly string[]
  /** The agent asked for the card by hand. */
  readonly onRequest: boolean
}

/**
 * What kind of reporter an adapter is.
 * - `source`: watches a system and reports by itself.
 * - `caller`: a door that others call now and then (links, the command line); nothing waits for it.
 * - `manual`: the agent asked for a card by hand.
 */
export type Role = 'source' | 'caller' | 'manual'

export interface HubOptions {
  /** Ask when the conversation is over, or only when the after-call work is over too. */
  readonly promptAt: 'hangup' | 'wrapup-end'
  /** With `wrapup-end`: ask anyway this long after the hang-up. */
  readonly wrapUpFallbackMs: number
  /** A conversation shorter than this isn't asked about. 0 = ask always. Voice, video and unknown channels only. */
  readonly minTalkMs: number
  /** Regular expression of whole numbers inside the house: an interaction with one of them is internal. Empty: none. */
  readonly internal: string
  /** Ask about internal interactions too: for a desk whose customers are colleagues. */
  readonly promptInternal: boolean
  /** How long to wait after the first report for another one to add to it. 0 when only one source is running. */
  readonly settleMs: number
  /** The same after a transfer. */
  readonly transferSettleMs: number
  /** The same when the source was lost: it may come back and say that the call is still going on. */
  readonly sourceLostSettleMs: number
  /** How long a report is remembered, so that a late one can be joined to it. */
  readonly rememberMs: number
  /** A live leg whose end nobody reports is let go after this. */
  readonly liveCapMs: number
}

export const DEFAULT_OPTIONS: HubOptions = {
  promptAt: 'hangup',
  wrapUpFallbackMs: 120_000,
  minTalkMs: 0,
  internal: '',
  promptInternal: false,
  settleMs: 250,
  transferSettleMs: 1_500,
  sourceLostSettleMs: 2_000,
  rememberMs: 600_000,
  liveCapMs: 4 * 3_600_000,
}

/** One report as the hub heard it. */
export interface Heard {
  readonly adapter: string
  readonly role: Role
  /** On the hub's steady clock; `report.endedAt` is epoch ms. */
  readonly arrivedAt: number
  readonly report: InteractionEnded
  /** Equal for equal reports of one adapter; also the order that doesn't depend on arrival. */
  readonly print: string
}

/** Reports that have settled as one interaction, asked about or not; its membership only grows. */
export interface Group {
  readonly key: string
  heard: readonly Heard[]
  /** What was given out; `undefined` while the agent hasn't been asked. */
  asked: EndedInteraction | undefined
  touchedAt: number
}

export type Effect =
  | { readonly type: 'live'; readonly live: boolean }
  | { readonly type: 'ready'; readonly interaction: EndedInteraction }
  | { readonly type: 'enriched'; readonly interaction: EndedInteraction }
  | { readonly type: 'again'; readonly key: string }
