/** A believable day of an agent, for looking at the windows. */
import type { OwnView } from '../../src/shared/own-view.ts'
import type { Rating, Smiley } from '../../src/shared/records.ts'
import { DEFAULT_SETTINGS, type Language, type Settings } from '../../src/shared/settings.ts'
import type { SyncView } from '../../src/shared/sync.ts'
import type {
  DaySummary,
  InteractionView,
  OpenDay,
  OutgoingView,
  StatusView,
  TeamView,
} from '../../src/shared/views.ts'
import { syncView } from '../../tests/support/sync-view.ts'
import type { FakeState } from './fake-bridge.ts'

export const TODAY = '2026-11-23'
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

/** Pseudo-random numbers that are the same every time. */
function numbers(seed: number): () => number {
  let last = seed
  return () => {
    last = (last * 1_103_515_245 + 12_345) % 2_147_483_648
    return last / 2_147_483_648
  }
}

export function summary(): OwnView {
  const next = numbers(7)
  const days: DaySummary[] = []
  for (let time = Date.UTC(2026, 10, 23, 12); days.length < 30; time -= 86_400_000) {
    const weekday = new Date(time).getUTCDay()
    if (weekday === 0 || weekday === 6) continue
    const workDay = new Date(time).toISOString().slice(0, 10)
    const holiday = workDay >= '2026-11-02' && workDay <= '2026-11-04'
    const ended = holiday ? 0 : 4 + Math.floor(next() * 8)
    const ratings: [number, number, number, number, number] = [0, 0, 0, 0, 0]
    const wanted = holiday ? 0 : Math.max(0, ended - Math.floor(next() * 4))
    for (let n = 0; n < wanted; n += 1) {
      const draw = next()
      ratings[draw < 0.06 ? 0 : draw < 0.18 ? 1 : draw < 0.4 ? 2 : draw < 0.8 ? 3 : 4] += 1
    }
    const answered = Math.floor(wanted * 0.8)
    const yes = Math.round(answered * (0.6 + next() * 0.35))
    const mood = next()
    days.unshift({
      workDay,
      ended,
      rated: wanted,
      skipped: Math.max(0, ended - wanted - 1),
      expired: ended > wanted ? 1 : 0,
      waiting: 0,
      ratings,
      solvedYes: yes,
      solvedNo: answered - yes,
      smiley: holiday || mood < 0.12 ? null : mood < 0.35 ? 'sad' : mood < 0.45 ? 'neutral' : 'happy',
    })
  }
  return { today: TODAY, days, history: days, channels: [], queues: [], reasons: [], earlyHint: true }
}

export function emptySummary(): OwnView {
  const none = { ended: 0, rated: 0, skipped: 0, expired: 0, waiting: 0, solvedYes: 0, solvedNo: 0 }
  const days = summary().days.map(({ workDay }) => ({
    ...none,
    workDay,
    ratings: [0, 0, 0, 0, 0] as const,
    smiley: null,
  }))
  return { today: TODAY, days, history: days, channels: [], queues: [], reasons: [], earlyHint: true }
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
    team: team({ connection: 'none' }),
    outgoing: { events: [], more: 0 },
    refused: [],
    refuse: {},
    ...changes,
  }
}
