/** A believable day of an agent, for looking at the windows. */
import type { Rating, Smiley } from '../../src/shared/records.ts'
import { DEFAULT_SETTINGS, type Language, type Settings } from '../../src/shared/settings.ts'
import type { SyncView } from '../../src/shared/sync.ts'
import type { InteractionView, OpenDay, OutgoingView, StatusView, TeamView } from '../../src/shared/views.ts'
import { syncView } from '../../tests/support/sync-view.ts'
import type { FakeState } from './fake-bridge.ts'
import { followUps, leaving, summary, TODAY } from './own.ts'

export { TODAY } from './own.ts'

const at = (hour: number, minute: number): number => Date.UTC(2026, 10, 23, hour - 1, minute)
const id = (n: number): string => `019aafe0-0000-7000-8000-${String(n).padStart(12, '0')}`

export function interaction(n: number, changes: Partial<InteractionView> = {}): InteractionView {
  return {
    id: id(n),
    workDay: TODAY,
    channel: 'voice',
    direction: 'inbound',
    queue: 'Billing',
    endedAt: at(14, 32),
    durationMs: 312_000,
    outcome: null,
    rating: null,
    solved: null,
    reasons: [],
    followUp: null,
    story: null,
    note: null,
    hasExternalId: true,
    ...changes,
  }
}

const ratedOne = (n: number, rating: Rating, changes: Partial<InteractionView> = {}): InteractionView =>
  interaction(n, { outcome: 'rated', rating, ...changes })

export const waitingOnes = [
  interaction(1, { channel: 'chat', queue: 'Moving house', endedAt: at(14, 12) }),
  interaction(2, { channel: 'email', queue: 'Complaints', endedAt: at(14, 20) }),
  interaction(3, { endedAt: at(14, 32) }),
]

export const openDay = (workDay: string, smiley: Smiley | null = null, rated = 7, ended = 9): OpenDay => ({
  workDay,
  smiley,
  rated,
  ended,
})

export const busyDay = [
  interaction(10, { channel: 'chat', queue: 'Moving house', endedAt: at(14, 44) }),
  interaction(11, { endedAt: at(14, 32) }),
  ratedOne(12, 4, { endedAt: at(14, 2), solved: true }),
  ratedOne(13, 1, {
    endedAt: at(13, 40),
    solved: false,
    followUp: 'Third time the engineer did not come',
    reasons: ['process', 'waiting'],
    note: 'Was angry at first, calm in the end.',
  }),
  ratedOne(14, 5, {
    channel: 'email',
    queue: 'Complaints',
    endedAt: at(11, 48),
    solved: true,
    story: 'Found the lost parcel while she was still on the line',
  }),
  interaction(15, { channel: 'sms', queue: null, endedAt: at(11, 15), outcome: 'skipped' }),
  ratedOne(16, 3, { channel: 'video', queue: 'Advice', endedAt: at(10, 22) }),
  interaction(17, { channel: 'social', queue: 'Web care', endedAt: at(9, 50), outcome: 'expired' }),
  ratedOne(18, 2, {
    channel: 'unknown',
    queue: null,
    endedAt: at(9, 12),
    solved: false,
    hasExternalId: false,
  }),
]

const calm: StatusView = {
  waiting: 2,
  holds: [],
  pausedUntil: null,
  dayDone: false,
  notices: [],
  triggers: [
    { id: 'http', state: { s: 'up', detail: '127.0.0.1:47611' } },
    { id: 'baresip', state: { s: 'stopped' } },
    { id: 'link', state: { s: 'up' } },
    { id: 'shortcut', state: { s: 'up' } },
    { id: 'tray', state: { s: 'up' } },
  ],
  sync: syncView(),
}
export const status = (changes: Partial<StatusView> = {}): StatusView => ({ ...calm, ...changes })

/** "Team and sync" of somebody who has answered since Thursday. */
export const team = (sync: Partial<SyncView> = {}, changes: Partial<TeamView> = {}): TeamView => ({
  sync: syncView({ pending: 12, ...sync }),
  invitation: null,
  unsent: { count: 12, since: '2026-11-19' },
  ...changes,
})

const SOURCE = 'urn:aftercall:device:5f0c7a52-8f0e-4e43-9d5c-0a4bb1c9a1d2'
/** What leaves next. */
export const outgoing: OutgoingView = {
  events: [
    {
      specversion: '1.0',
      id: `${id(13)}/3`,
      source: SOURCE,
      type: 'org.aftercall.interaction.v1',
      data: {
        workDay: TODAY,
        deleted: false,
        channel: 'voice',
        queue: 'Billing',
        outcome: 'rated',
        rating: 1,
        solved: false,
        reasons: ['process', 'waiting'],
        followUp: 'Third time the engineer did not come',
        story: null,
        externalIds: ['sip:a84b4c76e66710@pbx.example.com'],
      },
    },
    {
      specversion: '1.0',
      id: `${id(20)}/1`,
      source: SOURCE,
      type: 'org.aftercall.day.v1',
      data: { workDay: '2026-11-20', deleted: false, smiley: 'happy' },
    },
  ],
  more: 10,
}

export function state(
  language: Language,
  theme: Settings['theme'],
  changes: Partial<FakeState> = {},
): FakeState {
  return {
    app: {
      language,
      locale: language === 'nl' ? 'nl-NL' : 'en-GB',
      timeZone: 'Europe/Amsterdam',
      version: '0.1.0',
      platform: 'linux',
      dataFolder: '/home/agent/.config/Aftercall',
      settings: { ...DEFAULT_SETTINGS, theme, language },
    },
    status: status(),
    card: { kind: 'single', interaction: interaction(1), saving: { s: 'idle' } },
    today: {
      workDay: TODAY,
      interactions: busyDay,
      day: openDay(TODAY),
      missedDays: [],
      faces: 2,
      spotlight: null,
    },
    day: { today: TODAY, faces: 2, days: [openDay(TODAY)], quitting: false, saving: { s: 'idle' } },
    summary: summary(),
    leaving: leaving(),
    followUps,
    pulse: null,
    exported: { saved: true, path: '/home/agent/Documents/aftercall-2026-11-23.json' },
    erased: { erased: true },
    team: team({ connection: 'none' }),
    outgoing: { events: [], more: 0 },
    refused: [],
    refuse: {},
    ...changes,
  }
}
