/**
 * A stand-in for the main process, put into a page before its scripts run: it keeps the views in memory, changes them as
 * the real commands do, and writes down what was asked. It is given to the page as text, so it refers to nothing outside.
 */
import type { CommandName, EventName } from '../../src/shared/ipc-names.ts'
import type { EventPayloads } from '../../src/shared/ipc.ts'
import type {
  EraseOutcome,
  ExportOutcome,
  LeavingView,
  OwnFollowUp,
  OwnView,
  PulseView,
} from '../../src/shared/own-view.ts'
import type { RefusalCode } from '../../src/shared/result.ts'
import type {
  AppView,
  CardView,
  DayView,
  InteractionView,
  OutgoingView,
  RefusedView,
  StatusView,
  TeamView,
  TodayView,
} from '../../src/shared/views.ts'

export interface FakeState {
  app: AppView
  status: StatusView
  card: CardView
  today: TodayView
  day: DayView
  summary: OwnView
  leaving: LeavingView
  followUps: Readonly<Record<string, OwnFollowUp>>
  pulse: PulseView | null
  exported: ExportOutcome
  erased: EraseOutcome
  team: TeamView
  outgoing: OutgoingView
  refused: readonly RefusedView[]
  /** Commands that are refused. */
  refuse: Partial<Record<CommandName, RefusalCode>>
}

export interface FakeWindow {
  asked: { name: string; input: unknown }[]
  state: FakeState
  send<N extends EventName>(name: N, payload: EventPayloads[N]): void
}

/* eslint-disable -- one function on purpose: the page gets its text */
export function installFakeBridge(state: FakeState): void {
  const listeners = new Map<string, Set<(payload: unknown) => void>>()
  const asked: { name: string; input: unknown }[] = []
  const send = (name: string, payload: unknown) => {
    for (const listener of listeners.get(name) ?? []) listener(structuredClone(payload))
  }
  const all = (): InteractionView[] => {
    const { card, today } = state
    if (card.kind === 'single') return [card.interaction, ...today.interactions]
    return card.kind === 'list' ? [...card.interactions, ...today.interactions] : [...today.interactions]
  }
  const publish = () => {
    send('card:changed', state.card)
    send('today:changed', state.today)
    send('day:changed', state.day)
    send('status:changed', state.status)
  }
  const change = (id: string, changes: Partial<InteractionView>) => {
    const one = (old: InteractionView) => (old.id === id ? { ...old, ...changes } : old)
    const { card } = state
    if (card.kind === 'single') state.card = { ...card, interaction: one(card.interaction) }
    if (card.kind === 'list') state.card = { ...card, interactions: card.interactions.map(one) }
    state.today = { ...state.today, interactions: state.today.interactions.map(one) }
    publish()
    return { ok: true, value: all().find((found) => found.id === id) }
  }
  const smile = (workDay: string, smiley: string | null) => {
    const one = (day: any) => (day.workDay === workDay ? { ...day, smiley } : day)
    state.day = { ...state.day, days: state.day.days.map(one) }
    state.today = { ...state.today, day: one(state.today.day), missedDays: state.today.missedDays.map(one) }
    publish()
    return { ok: true, value: state.day }
  }
  const done = { ok: true, value: undefined }
  const answer = (name: string, input: any): unknown => {
    switch (name) {
      case 'app:get':
        return { ok: true, value: state.app }
      case 'status:get':
        return { ok: true, value: state.status }
      case 'card:get':
        return { ok: true, value: state.card }
      case 'today:get':
        return { ok: true, value: state.today }
      case 'day:get':
        return { ok: true, value: state.day }
      case 'summary:get':
        return { ok: true, value: state.summary }
      case 'own:leaves':
        return {
          ok: true,
          value: input.after === null ? state.leaving : { ...state.leaving, records: [], next: null },
        }
      case 'own:follow-ups':
        return { ok: true, value: state.followUps }
      case 'own:export':
      case 'own:export-collector':
        return { ok: true, value: state.exported }
      case 'own:erase':
        return { ok: true, value: state.erased }
      case 'pulse:get':
        return { ok: true, value: state.pulse }
      case 'pulse:answer':
      case 'pulse:later':
        if (state.pulse !== null) {
          const score = name === 'pulse:answer' ? input.score : state.pulse.score
          state.pulse = { ...state.pulse, score, asks: false }
        }
        send('pulse:changed', state.pulse)
        return { ok: true, value: state.pulse }
      case 'spotlight:hide':
        return { ok: true, value: undefined }
      case 'sync:get':
      case 'sync:disconnect':
        return { ok: true, value: state.team }
      case 'sync:enrol':
        return { ok: true, value: { joined: false, problem: 'code-unknown' } }
      case 'sync:transfer-code':
        return {
          ok: true,
          value: { made: true, code: '3-7QK2M-4XR9T-HJ0WD', expiresAt: Date.UTC(2026, 10, 23, 15, 30) },
        }
      case 'sync:outgoing':
        return { ok: true, value: state.outgoing }
      case 'sync:refused':
        return { ok: true, value: state.refused }
      case 'interaction:rate':
        return change(input.id, { rating: input.rating, outcome: 'rated' })
      case 'interaction:amend':
        return change(input.id, input.patch)
      case 'interaction:undo':
        return change(input.id, {
          rating: null,
          outcome: null,
          solved: null,
          reasons: [],
          followUp: null,
          story: null,
        })
      case 'interaction:skip':
        return change(input.id, { outcome: 'skipped' })
      case 'interaction:delete':
        state.today = {
          ...state.today,
          interactions: state.today.interactions.filter(({ id }) => id !== input.id),
        }
        publish()
        return done
      case 'day:smile':
        return smile(input.workDay, input.smiley)
      case 'day:undo':
        return smile(input.workDay, null)
      case 'settings:change':
        state.app = { ...state.app, settings: { ...state.app.settings, ...input } }
        send('app:changed', state.app)
        return { ok: true, value: state.app }
      case 'pause:set':
        state.status = {
          ...state.status,
          pausedUntil: input.pause === 'off' ? null : Date.UTC(2026, 10, 23, 15, 30),
          holds: input.pause === 'off' ? [] : ['paused'],
        }
        send('status:changed', state.status)
        return { ok: true, value: state.status }
      default:
        return done
    }
  }
  Object.assign(window, {
    fake: { asked, state, send },
    aftercall: {
      invoke: (name: CommandName, input: unknown) => {
        asked.push({ name, input })
        const code = state.refuse[name]
        return Promise.resolve(
          structuredClone(code === undefined ? answer(name, input) : { ok: false, code }),
        )
      },
      on: (name: string, listener: (payload: unknown) => void) => {
        const set = listeners.get(name) ?? new Set()
        listeners.set(name, set)
        set.add(listener)
        return () => set.delete(listener)
      },
    },
  })
}
