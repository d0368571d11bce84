/** What "My view" and "Your data" show in the pictures: a year of an agent, the same every time. */
import type { FakeState } from './fake-bridge.ts'
import type { LeavingView, OwnView } from '../../src/shared/own-view.ts'
import { emptyDay, type DaySummary } from '../../src/shared/views.ts'
import type { InteractionData, WireEvent } from '../../src/shared/wire/events.ts'
import type { Spotlight } from '../../src/shared/wire/team.ts'

export const TODAY = '2026-11-23'
const DAY_MS = 86_400_000
const SOURCE = 'urn:aftercall:device:5f0c7a52-8f0e-4e43-9d5c-0a4bb1c9a1d2'
const recordId = (n: number): string => `019aafe0-0000-7000-8000-${String(n).padStart(12, '0')}`

/** Pseudo-random numbers that are the same every time. */
function numbers(seed: number): () => number {
  let last = seed
  return () => {
    last = (last * 1_103_515_245 + 12_345) % 2_147_483_648
    return last / 2_147_483_648
  }
}

interface Kind {
  /** From this day on ratings are lower. */
  readonly lowSince?: string
  /** How many weeks there is anything of. */
  readonly weeks?: number
}

/** A year and what came before it. */
function historyOf({ lowSince = '9999', weeks = 74 }: Kind): DaySummary[] {
  const next = numbers(7)
  const days: DaySummary[] = []
  const today = Date.UTC(2026, 10, 23, 12)
  for (let time = today - weeks * 7 * DAY_MS; time <= today; time += DAY_MS) {
    const weekday = new Date(time).getUTCDay()
    const workDay = new Date(time).toISOString().slice(0, 10)
    if (weekday === 0 || weekday === 6 || isOff(workDay)) continue
    const ended = workDay === TODAY ? 3 : 5 + Math.floor(next() * 8)
    const odd = workDay === '2026-11-10'
    const wanted = odd ? ended : Math.max(0, ended - Math.floor(next() * 3))
    const shift = workDay >= lowSince ? 0.32 : 0
    const ratings: [number, number, number, number, number] = [0, 0, 0, 0, 0]
    for (let n = 0; n < wanted; n += 1) {
      const draw = Math.max(0, next() - shift)
      ratings[odd || draw < 0.06 ? 0 : draw < 0.16 ? 1 : draw < 0.4 ? 2 : draw < 0.8 ? 3 : 4] += 1
    }
    const answered = Math.floor(wanted * 0.8)
    const yes = odd ? 0 : Math.round(answered * (0.6 + next() * 0.35))
    const mood = next() - shift
    days.push({
      workDay,
      ended,
      rated: wanted,
      skipped: Math.max(0, ended - wanted - 1),
      expired: ended > wanted ? 1 : 0,
      waiting: 0,
      ratings,
      solvedYes: yes,
      solvedNo: answered - yes,
      smiley:
        workDay === TODAY || mood > 0.9 ? null : mood < 0.18 ? 'sad' : mood < 0.26 ? 'neutral' : 'happy',
    })
  }
  return days
}

function isOff(workDay: string): boolean {
  return (
    (workDay >= '2026-07-20' && workDay <= '2026-08-07') ||
    (workDay >= '2025-12-24' && workDay <= '2026-01-02')
  )
}

export function summary(kind: Kind = {}): OwnView {
  const history = historyOf(kind)
  const known = new Map(history.map((day) => [day.workDay, day]))
  const days: DaySummary[] = []
  for (let time = Date.UTC(2026, 10, 23, 12); days.length < 30; time -= DAY_MS) {
    const workDay = new Date(time).toISOString().slice(0, 10)
    const weekday = new Date(time).getUTCDay()
    if (weekday !== 0 && weekday !== 6) days.unshift(known.get(workDay) ?? emptyDay(workDay))
  }
  return {
    today: TODAY,
    days,
    history,
    channels: [
      { name: 'voice', ended: 148, rated: 131, ratings: [6, 12, 30, 61, 22], solvedYes: 88, solvedNo: 21 },
      { name: 'chat', ended: 71, rated: 58, ratings: [5, 9, 14, 22, 8], solvedYes: 29, solvedNo: 17 },
      { name: 'email', ended: 12, rated: 9, ratings: [0, 1, 2, 4, 2], solvedYes: 4, solvedNo: 1 },
      { name: 'social', ended: 2, rated: 0, ratings: [0, 0, 0, 0, 0], solvedYes: 0, solvedNo: 0 },
    ],
    queues: [
      { name: 'Billing', ended: 96, rated: 84, ratings: [6, 10, 22, 34, 12], solvedYes: 52, solvedNo: 18 },
      { name: 'Moving house', ended: 58, rated: 51, ratings: [2, 5, 11, 24, 9], solvedYes: 35, solvedNo: 7 },
      {
        name: 'Complaints and other things that take their time',
        ended: 31,
        rated: 27,
        ratings: [3, 6, 8, 7, 3],
        solvedYes: 9,
        solvedNo: 11,
      },
      { name: null, ended: 22, rated: 18, ratings: [0, 1, 3, 10, 4], solvedYes: 14, solvedNo: 1 },
      { name: 'Advice', ended: 14, rated: 10, ratings: [0, 0, 1, 6, 3], solvedYes: 7, solvedNo: 1 },
      { name: 'Web care', ended: 8, rated: 6, ratings: [0, 0, 1, 4, 1], solvedYes: 4, solvedNo: 1 },
      { name: 'Retention', ended: 4, rated: 2, ratings: [0, 0, 0, 2, 0], solvedYes: 1, solvedNo: 0 },
    ],
    reasons: [
      { reason: 'systems', n: 21 },
      { reason: 'waiting', n: 14 },
      { reason: 'process', n: 9 },
      { reason: 'customer', n: 3 },
    ],
    earlyHint: true,
  }
}

export function emptySummary(): OwnView {
  const { days } = summary()
  return {
    today: TODAY,
    days: days.map(({ workDay }) => emptyDay(workDay)),
    history: [],
    channels: [],
    queues: [],
    reasons: [],
    earlyHint: true,
  }
}

const STATES = [
  { s: 'pending' },
  { s: 'refused', code: 'invalid' },
  { s: 'sent' },
  { s: 'kept-here' },
] as const

const interaction: InteractionData = {
  workDay: TODAY,
  deleted: false,
  channel: 'voice',
  queue: 'Billing',
  outcome: 'rated',
  rating: 2,
  solved: false,
  reasons: ['systems', 'waiting'],
  followUp: 'Third time the engineer did not come',
  story: null,
  externalIds: ['sip:a84b4c76e66710@pbx.example.com'],
}
const { externalIds: _ids, ...withoutNumber } = interaction
const bare: InteractionData = {
  ...withoutNumber,
  outcome: null,
  rating: null,
  solved: null,
  reasons: [],
  followUp: null,
}

/** A record of each kind in each state. */
export function leaving(isAlone = false): LeavingView {
  const envelope = { specversion: '1.0', source: SOURCE } as const
  const events: WireEvent[] = [
    interaction,
    { ...bare, channel: 'chat' as const, queue: null, outcome: 'skipped' as const },
    {
      ...bare,
      channel: 'email' as const,
      outcome: 'rated' as const,
      rating: 5 as const,
      solved: true,
      story: 'Found the lost parcel',
    },
    { ...bare, deleted: true, channel: 'unknown' as const, queue: null },
  ].map((data, n) => ({
    ...envelope,
    id: `${recordId(9 - n)}/${n + 1}`,
    type: 'org.aftercall.interaction.v1' as const,
    data,
  }))
  events.push(
    {
      ...envelope,
      id: `${recordId(4)}/1`,
      type: 'org.aftercall.day.v1',
      data: { workDay: '2026-11-20', deleted: false, smiley: 'happy' },
    },
    {
      ...envelope,
      id: `${recordId(3)}/2`,
      type: 'org.aftercall.pulse.v1',
      data: { quarter: '2026-Q3', deleted: false, score: 8 },
    },
  )
  return {
    records: events.map((event, n) => ({
      event,
      state: isAlone ? { s: 'alone' } : (STATES[n] ?? { s: 'sent' }),
    })),
    next: recordId(3),
    counts: { sent: 1204, pending: 3, refused: 1 },
  }
}

export const followUps: FakeState['followUps'] = {
  [recordId(1)]: {
    workDay: '2026-11-19',
    channel: 'voice',
    queue: 'Billing',
    words: 'Third time the engineer did not come',
    state: 'done',
    doneBy: 'Kim',
    on: '2026-11-20',
  },
  [recordId(2)]: {
    workDay: '2026-11-12',
    channel: 'email',
    queue: null,
    words: '',
    state: 'not-needed',
    doneBy: null,
    on: '2026-11-13',
  },
}

export const spotlight: Spotlight = {
  story: {
    id: recordId(7),
    workDay: '2026-11-19',
    channel: 'email',
    queue: 'Complaints',
    externalIds: [],
    story: 'Found the lost parcel while she was still on the line, and she sang for joy.',
  },
  until: '2026-11-26',
}
