/**
 * The IPC contract: every channel with its payload, result and refusals. The main process checks payloads against
 * these schemas at run time; both ends infer their types from here.
 */
import { PAUSES, type CommandName, type EventName } from './ipc-names.ts'
import { SMILEYS } from './lists.ts'
import {
  EXPORT_FORMATS,
  type EraseOutcome,
  type ExportOutcome,
  type LeavingView,
  type OwnFollowUp,
  type OwnView,
  type PulseView,
} from './own-view.ts'
import { answerPatchSchema, ratingSchema, workDaySchema } from './records.ts'
import type { Result } from './result.ts'
import { settingsPatchSchema } from './settings.ts'
import { WINDOW_KINDS } from './statistics/windows.ts'
import type { TeamBoardView, TeamChange } from './team-view.ts'
import type {
  AppView,
  CardView,
  DayView,
  EnrolOutcome,
  InteractionView,
  OutgoingView,
  RefusedView,
  StatusView,
  TeamView,
  TodayView,
  TransferCode,
} from './views.ts'
import { quarterSchema } from './wire/events.ts'
import { followUpRequestSchema, spotlightRequestSchema } from './wire/team.ts'
import { z } from './zod.ts'

/** Windows of the app; the name is the folder of its page, `app://aftercall/<name>/index.html`. */
export const WINDOWS = ['prompt', 'day', 'panel', 'summary', 'team', 'settings'] as const
export type WindowName = (typeof WINDOWS)[number]

export type Pause = (typeof PAUSES)[number]

const id = z.strictObject({ id: z.uuid() })
const nothing = z.undefined()
const command = <I extends z.ZodType, O>(input: I, _output: Output<O>): Command<I, O> => ({ input })
/** `output` exists for the type checker only: results come from ourselves and aren't checked at run time. */
interface Command<I extends z.ZodType, O> {
  readonly input: I
  readonly output?: { readonly type: O }
}
type Output<O> = { readonly type?: O }
const returns = <O>(): Output<O> => ({})

export const contract = {
  'app:get': command(nothing, returns<AppView>()),
  'status:get': command(nothing, returns<StatusView>()),

  'card:get': command(nothing, returns<CardView>()),
  /** The agent is busy with the card (pointer, key, typing): it doesn't go away by itself meanwhile. */
  'card:touch': command(z.strictObject({ busy: z.boolean() }), returns<void>()),
  /** Height that the card's content needs, in CSS pixels. */
  'card:resize': command(z.strictObject({ height: z.int().min(40).max(2000) }), returns<void>()),
  /** Puts the card away; what isn't rated keeps waiting in the panel. */
  'card:close': command(nothing, returns<void>()),
  /** "Rate an interaction": a card for what just ended, without an id. */
  'prompt:request': command(nothing, returns<void>()),

  'interaction:rate': command(
    z.strictObject({ id: z.uuid(), rating: ratingSchema }),
    returns<InteractionView>(),
  ),
  'interaction:amend': command(
    z.strictObject({ id: z.uuid(), patch: answerPatchSchema }),
    returns<InteractionView>(),
  ),
  /** Takes the rating back, with everything that was added but the private note. */
  'interaction:undo': command(id, returns<InteractionView>()),
  'interaction:skip': command(id, returns<InteractionView>()),
  'interaction:delete': command(id, returns<void>()),

  'today:get': command(nothing, returns<TodayView>()),
  'day:get': command(nothing, returns<DayView>()),
  'day:smile': command(
    z.strictObject({ workDay: workDaySchema, smiley: z.enum(SMILEYS) }),
    returns<DayView>(),
  ),
  'day:undo': command(z.strictObject({ workDay: workDaySchema }), returns<DayView>()),
  /** "Not now": the day window closes; the day stays open for three work days. */
  'day:later': command(nothing, returns<void>()),
  'summary:get': command(nothing, returns<OwnView>()),

  /** "What leaves this computer", newest first. `after`: `next` of the answer before; `null`: from the newest on. */
  'own:leaves': command(
    z.strictObject({ after: z.uuid().nullable(), limit: z.int().min(1).max(200) }),
    returns<LeavingView>(),
  ),
  /** How far the team is with follow-ups that this agent asked for; by interaction id. */
  'own:follow-ups': command(nothing, returns<Readonly<Record<string, OwnFollowUp>>>()),
  /** Asks where to, then saves everything that this computer has, private notes too. */
  'own:export': command(z.strictObject({ format: z.enum(EXPORT_FORMATS) }), returns<ExportOutcome>()),
  /** Asks where to, then saves what the collector holds of this agent, of all computers. */
  'own:export-collector': command(nothing, returns<ExportOutcome>()),
  /** Erases everything here; with `collector` there too, and there first. Asks nothing: the window has asked. */
  'own:erase': command(z.strictObject({ collector: z.boolean() }), returns<EraseOutcome>()),

  /** `null`: there is nobody to answer to. */
  'pulse:get': command(nothing, returns<PulseView | null>()),
  /** `quarter`: the one that the window shows; `score: null` takes the answer back. */
  'pulse:answer': command(
    z.strictObject({ quarter: quarterSchema, score: z.int().min(0).max(10).nullable() }),
    returns<PulseView | null>(),
  ),
  /** "Not now": it asks again on the next work day. */
  'pulse:later': command(nothing, returns<PulseView | null>()),

  /** The panel doesn't show this story any more today. */
  'spotlight:hide': command(z.strictObject({ story: z.uuid() }), returns<void>()),

  /** What is known of the team, at once; asks the collector by itself where that is old. */
  'team:get': command(nothing, returns<TeamBoardView>()),
  /** Asks the collector now; answers when that is over, whatever came of it. */
  'team:refresh': command(nothing, returns<TeamBoardView>()),
  'team:follow-up': command(followUpRequestSchema.extend({ id: z.uuid() }), returns<TeamChange>()),
  /** `null` ends it. */
  'team:spotlight': command(spotlightRequestSchema, returns<TeamChange>()),
  /** `csv`: the windows of one kind (a member: the last two weeks); `pdf`, `png`: the team window as it is now. */
  'team:export': command(
    z.discriminatedUnion('format', [
      z.strictObject({ format: z.literal('csv'), by: z.enum(WINDOW_KINDS) }),
      z.strictObject({ format: z.literal(['pdf', 'png']) }),
    ]),
    returns<ExportOutcome>(),
  ),

  'sync:get': command(nothing, returns<TeamView>()),
  /** Joins a team. What a link or a code proposes is never done without this. */
  'sync:enrol': command(
    z.strictObject({ endpoint: z.string().max(2000), code: z.string().max(100) }),
    returns<EnrolOutcome>(),
  ),
  /** "Not now": the invitation of a link goes away. */
  'sync:dismiss': command(nothing, returns<void>()),
  'sync:disconnect': command(nothing, returns<TeamView>()),
  'sync:send-now': command(nothing, returns<void>()),
  'sync:transfer-code': command(nothing, returns<TransferCode>()),
  /** What leaves next, or would, as it leaves. */
  'sync:outgoing': command(nothing, returns<OutgoingView>()),
  'sync:refused': command(nothing, returns<readonly RefusedView[]>()),

  'settings:change': command(settingsPatchSchema, returns<AppView>()),
  'pause:set': command(z.strictObject({ pause: z.enum(PAUSES) }), returns<StatusView>()),
  'window:open': command(z.strictObject({ window: z.enum(WINDOWS) }), returns<void>()),
  /** Closes the window that asks. */
  'window:close': command(nothing, returns<void>()),
  'app:show-data': command(nothing, returns<void>()),
  'app:quit': command(nothing, returns<void>()),
} satisfies Record<CommandName, Command<z.ZodType, unknown>>

export type Contract = typeof contract
export type CommandInput<N extends CommandName> = z.infer<Contract[N]['input']>
export type CommandOutput<N extends CommandName> = NonNullable<Contract[N]['output']>['type']
export type CommandResult<N extends CommandName> = Result<CommandOutput<N>>

/** Payloads of what the main process tells its windows. */
export interface EventPayloads extends Record<EventName, unknown> {
  'app:changed': AppView
  'status:changed': StatusView
  'card:changed': CardView
  'today:changed': TodayView
  'day:changed': DayView
  'sync:changed': TeamView
  /** To the team window. */
  'team:changed': TeamBoardView
  /** To the day window and the panel. */
  'pulse:changed': PulseView | null
}

/** What the preload puts on `window.aftercall`. */
export interface Bridge {
  invoke<N extends CommandName>(
    name: N,
    ...input: CommandInput<N> extends undefined ? [] : [CommandInput<N>]
  ): Promise<CommandResult<N>>
  /** Returns a function that stops listening. */
  on<N extends EventName>(name: N, listener: (payload: EventPayloads[N]) => void): () => void
}
