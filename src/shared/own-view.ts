/** What "My view" and the quarterly question show: all of it from this computer, for the agent alone. */
import type { Outcome, Reason, WorkDayId } from './records.ts'
import type { SyncCallProblem } from './sync.ts'
import type { Channel } from './trigger.ts'
import type { DaySummary } from './views.ts'
import type { WireEvent } from './wire/events.ts'

/** A channel with its interactions of a span, or a queue; `name: null`: without a queue. */
export interface OwnPart {
  readonly name: string | null
  readonly ended: number
  readonly rated: number
  readonly ratings: DaySummary['ratings']
  readonly solvedYes: number
  readonly solvedNo: number
}

/** "My view". */
export interface OwnView {
  readonly today: WorkDayId
  /** The last 30 work days, oldest first; days without anything are there with zeros. */
  readonly days: readonly DaySummary[]
  /**
   * Every day with anything since the first day of the month a year and 120 days before today, oldest first: for the
   * year's calendar, the own normal range and the early hint, which need what came before.
   */
  readonly history: readonly DaySummary[]
  /** Of the days of `days`, most interactions first. */
  readonly channels: readonly (OwnPart & { readonly name: Channel })[]
  readonly queues: readonly OwnPart[]
  /** How often each reason was ticked in those days, most first; only those that were. */
  readonly reasons: readonly { readonly reason: Reason; readonly n: number }[]
  /** The early hint is switched on (settings.earlyHint). */
  readonly earlyHint: boolean
}

/** Where a record stands that may leave this computer. `alone`: there is no endpoint it could go to. */
export type LeavingState =
  | { readonly s: 'sent' }
  | { readonly s: 'pending' }
  | { readonly s: 'alone' }
  /** See EVENT_REFUSALS; a newer collector may know more. */
  | { readonly s: 'refused'; readonly code: string }
  /** It was there before everything was erased, or before this computer changed its endpoint. */
  | { readonly s: 'kept-here' }

/** "What leaves this computer", newest first, exactly as it is sent. */
export interface LeavingView {
  readonly records: readonly { readonly event: WireEvent; readonly state: LeavingState }[]
  /** Pass it on for the next ones; `null`: these were the last. */
  readonly next: string | null
  /** Of all records, how many are in each state. */
  readonly counts: { readonly sent: number; readonly pending: number; readonly refused: number }
}

export const EXPORT_FORMATS = ['csv', 'json'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** Where an export was saved; `cancelled`: the agent closed the question where to. */
export type ExportOutcome =
  | { readonly saved: true; readonly path: string }
  | { readonly saved: false; readonly why: 'cancelled' }
  | { readonly saved: false; readonly why: 'failed'; readonly path: string }
  | { readonly saved: false; readonly why: SyncCallProblem }

export type EraseOutcome =
  | { readonly erased: true }
  /** `storage`: some of it may be erased, and to do it again is safe. Else nothing was, neither here nor there. */
  | { readonly erased: false; readonly problem: SyncCallProblem }

/** The quarterly question, when it may be answered. */
export interface PulseView {
  /** `2026-Q4`. */
  readonly quarter: string
  /** 0–10; `null`: not answered. */
  readonly score: number | null
  /** It should be shown without being looked for: at the end of a day, until it is answered or put off. */
  readonly asks: boolean
  /** The policy's: so many people at least are behind the figure that the team sees. */
  readonly threshold: number
}

/** How far the team is with a follow-up of this agent; by interaction id. What it is about comes from this computer. */
export interface OwnFollowUp {
  readonly workDay: WorkDayId
  readonly channel: Channel
  readonly queue: string | null
  /** The agent's own words to the team. */
  readonly words: string
  readonly state: 'open' | 'done' | 'not-needed'
  readonly doneBy: string | null
  /** ISO date. */
  readonly on: string | null
}

export type { Outcome }
