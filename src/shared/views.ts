/** What windows show: plain values, made in the main process from the records and sent over IPC. */
import type { Interaction, Outcome, Smiley, WorkDayId } from './records.ts'
import type { Language, Settings } from './settings.ts'
import type { StorageProblem } from './storage-problem.ts'
import type { EnrolProblemCode, SyncProblemCode, SyncView } from './sync.ts'
import type { AdapterState } from './trigger.ts'
import type { EventKind, WireEvent } from './wire/events.ts'
import type { Spotlight } from './wire/team.ts'

/** An interaction as a window shows it. Times are epoch ms. */
export type InteractionView = Pick<
  Interaction,
  | 'id'
  | 'workDay'
  | 'channel'
  | 'direction'
  | 'queue'
  | 'endedAt'
  | 'durationMs'
  | 'outcome'
  | 'rating'
  | 'solved'
  | 'reasons'
  | 'followUp'
  | 'story'
  | 'note'
> & {
  /** Whether it has an external id, without which the team can't find the customer of a follow-up. */
  readonly hasExternalId: boolean
}

/** Why prompts are held back at the moment, most important first; empty when they aren't. */
export type HoldReason = 'on-call' | 'paused' | 'quiet-time' | 'do-not-disturb'

/** What the prompt window shows. */
export type CardView =
  | { readonly kind: 'none' }
  /** One interaction: five faces, or, once rated, what may be added. */
  | { readonly kind: 'single'; readonly interaction: InteractionView; readonly saving: SavingState }
  /** Several have waited: a list, each with its faces. */
  | { readonly kind: 'list'; readonly interactions: readonly InteractionView[]; readonly saving: SavingState }

/** `kept`: the answer could not be written, is kept in memory and tried again. */
export type SavingState = { readonly s: 'idle' } | { readonly s: 'kept'; readonly code: StorageProblem }

/** A day that may still get its smiley. */
export interface OpenDay {
  readonly workDay: WorkDayId
  readonly smiley: Smiley | null
  readonly rated: number
  readonly ended: number
}

/** What the day window shows: today first, then missed days, newest first. */
export interface DayView {
  readonly today: WorkDayId
  readonly faces: 2 | 3
  readonly days: readonly OpenDay[]
  /** The window was opened because the agent quits; answering or "not now" goes on with it. */
  readonly quitting: boolean
  /** Left out: idle. */
  readonly saving: SavingState
}

/** What the panel shows. */
export interface TodayView {
  readonly workDay: WorkDayId
  readonly interactions: readonly InteractionView[]
  readonly day: OpenDay
  readonly missedDays: readonly OpenDay[]
  readonly faces: 2 | 3
  /** A colleague's story that the team lead has put onto every widget of the team; `until` lies ahead, or is today. */
  readonly spotlight: Spotlight | null
}

/** One work day of "My view". */
export interface DaySummary {
  readonly workDay: WorkDayId
  readonly ended: number
  readonly rated: number
  readonly skipped: number
  readonly expired: number
  readonly waiting: number
  /** How many ratings of 1, 2, 3, 4 and 5. */
  readonly ratings: readonly [number, number, number, number, number]
  readonly solvedYes: number
  readonly solvedNo: number
  readonly smiley: Smiley | null
}

/** A day on which nothing ended and nothing was answered. */
export const emptyDay = (workDay: WorkDayId): DaySummary => ({
  workDay,
  ended: 0,
  rated: 0,
  skipped: 0,
  expired: 0,
  waiting: 0,
  ratings: [0, 0, 0, 0, 0],
  solvedYes: 0,
  solvedNo: 0,
  smiley: null,
})

/** A sentence the agent should see, by code; the words are in the message catalogue under `notice.<code>`. */
export interface Notice {
  readonly code:
    | 'recovered-from-backup'
    | 'started-empty'
    | 'disk-full'
    | 'read-only'
    | 'storage'
    | 'shortcut-taken'
    | 'no-tray'
    /** The administrators' policy file doesn't count: `path`, `detail`. */
    | `policy-${'unreadable' | 'not-json' | 'field' | 'open-to-others'}`
  readonly values: Readonly<Record<string, string | number>>
}

export interface TriggerStatus {
  readonly id: string
  readonly state: AdapterState
}

/** The state of the widget as a whole: tray, panel header and settings show it. */
export interface StatusView {
  readonly waiting: number
  readonly holds: readonly HoldReason[]
  /** Epoch ms until which prompts are paused; `null`: not paused. */
  readonly pausedUntil: number | null
  readonly dayDone: boolean
  readonly notices: readonly Notice[]
  readonly triggers: readonly TriggerStatus[]
  readonly sync: SyncView
}

/** What a link has asked about; nothing of it is done by itself. */
export type Invitation =
  | {
      readonly kind: 'ask'
      /** In its normal form. */
      readonly endpoint: string
      readonly code: string
    }
  /** The policy file decides about the endpoint. */
  | { readonly kind: 'managed'; readonly endpoint: string }
  | { readonly kind: 'bad'; readonly problem: EnrolProblemCode }

export interface Unsent {
  readonly count: number
  /** The first work day that it is about. */
  readonly since: WorkDayId
}

/** "Team and sync" in settings. */
export interface TeamView {
  readonly sync: SyncView
  readonly invitation: Invitation | null
  /** What is answered and not sent, also before there is an endpoint; `null`: there is nothing. */
  readonly unsent: Unsent | null
}

export type EnrolOutcome =
  | { readonly joined: true; readonly view: TeamView }
  | { readonly joined: false; readonly problem: EnrolProblemCode }

/** A code for another computer of the same agent, or why there is none. */
export type TransferCode =
  | { readonly made: true; readonly code: string; readonly expiresAt: number }
  | { readonly made: false; readonly problem: SyncProblemCode | 'not-enrolled' }

export interface OutgoingView {
  /** Oldest first, as many as are worth looking at. */
  readonly events: readonly WireEvent[]
  /** How many come after these. */
  readonly more: number
}

/** A record that the collector refuses. */
export interface RefusedView {
  readonly id: string
  readonly kind: EventKind
  /** The work day, or the quarter of a pulse. */
  readonly period: string
  /** See EVENT_REFUSALS; a newer collector may know more. */
  readonly code: string
}

/** What every window needs to draw itself at all. */
export interface AppView {
  readonly language: Language
  /** BCP 47 tag for dates and numbers. */
  readonly locale: string
  readonly timeZone: string
  readonly version: string
  readonly platform: string
  readonly dataFolder: string
  readonly settings: Settings
}

export type { Outcome }
