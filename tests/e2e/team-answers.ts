/**
 * A team's answers as a collector gives them: random people's work days, published and summed up by the collector's own
 * code, so that their shapes (pools, hidden days, ranges, "other") are real ones. Follow-ups, stories and customers beside.
 */
import type { Contribution, Kind } from '../../src/collector/publishing/contribution.ts'
import { publish } from '../../src/collector/publishing/publish.ts'
import { publishPulse } from '../../src/collector/publishing/pulse.ts'
import { closedDay } from '../../src/collector/publishing/spans.ts'
import { windowAnswer, type Published } from '../../src/collector/publishing/windows.ts'
import { dayNumber, dayText, quarterOf, weekdayOf } from '../../src/shared/calendar.ts'
import { createRandom, type Random } from '../../src/shared/statistics/random.ts'
import { windowOf, windowsBetween, type WindowKind } from '../../src/shared/statistics/windows.ts'
import type { LeadBoard } from '../../src/shared/team-view.ts'
import type { Cell, SummaryAnswer, WindowAnswer } from '../../src/shared/wire/summaries.ts'
import type {
  CustomerScores,
  CustomersAnswer,
  FollowUp,
  PromotersAnswer,
  StoriesAnswer,
  Story,
  WeeklyAnswer,
} from '../../src/shared/wire/team.ts'

export interface Scene {
  readonly seed: number
  /** Epoch ms. */
  readonly now: number
  readonly people: number
  readonly days: number
  /** Interactions of a person's day. */
  readonly busy: number
  /** How likely a day is happy and an interaction solved; in the last `slump` work days a day is happy half as often. */
  readonly happy: number
  readonly slump: number
  /** How likely somebody works on a weekday; at the weekend two people do. */
  readonly presence: number
  /** Months of customers' answers; 0: the comparison is switched off. */
  readonly customerMonths: number
}

export const USUAL: Scene = {
  seed: 4,
  now: Date.parse('2026-11-23T09:00:00Z'),
  people: 8,
  days: 430,
  busy: 6,
  happy: 0.72,
  slump: 0,
  presence: 0.8,
  customerMonths: 40,
}

const IDENTITY = { storeId: '0b0f6c1e-8f3c-4f0f-9c53-6d1b0d5d7a01', epoch: 1 }
const TEAM = { id: '5d2f3b7a-1c55-4d0e-8f43-2a9f3f6f4b02', name: 'Claims' }
const THRESHOLD = 5
const PLACES = [
  ['voice', 'Claims'],
  ['voice', 'Renewals'],
  ['chat', 'Claims'],
  ['email', null],
  ['social', 'Complaints'],
] as const

export interface TeamAnswers extends LeadBoard {
  readonly weekly: WeeklyAnswer
  readonly stories: StoriesAnswer
}

export function teamAnswers(scene: Partial<Scene> = {}): TeamAnswers {
  const all = { ...USUAL, ...scene }
  const random = createRandom(all.seed)
  const upTo = closedDay(all.now)
  const published = publishedOf(contributionsOf(all, random, upTo), upTo)
  const summary = (by: WindowKind): SummaryAnswer => ({
    ...IDENTITY,
    team: TEAM,
    by,
    threshold: THRESHOLD,
    closedTo: dayText(upTo),
    windows: windowsUntil(by, upTo - all.days + 1, upTo, published),
  })
  const [day, week, month, quarter] = [summary('day'), summary('week'), summary('month'), summary('quarter')]
  const stories = storiesOf(upTo)
  return {
    day,
    week,
    month,
    quarter,
    followUps: { ...IDENTITY, followUps: followUpsOf(upTo), more: 0 },
    stories,
    promoters: promotersOf(all, random, upTo),
    customers: customersOf(all, upTo),
    weekly: {
      ...IDENTITY,
      team: TEAM,
      threshold: THRESHOLD,
      week: week.windows.at(-1) ?? null,
      before: week.windows.at(-2) ?? null,
      stories: stories.stories.slice(0, 2),
      followUps: { asked: 4, settled: 3 },
      spotlight: stories.spotlight,
      pulse: promotersOf(all, createRandom(1), upTo).pulses.at(-1) ?? null,
    },
  }
}

function contributionsOf(scene: Scene, random: Random, upTo: number): Contribution[] {
  const contributions: Contribution[] = []
  for (let workDay = upTo - scene.days + 1; workDay <= upTo; workDay += 1) {
    const isWeekend = weekdayOf(workDay) > 5
    const happy = upTo - workDay < scene.slump ? scene.happy / 2 : scene.happy
    for (let agentNo = 0; agentNo < scene.people; agentNo += 1) {
      if (isWeekend ? agentNo > 1 || weekdayOf(workDay) === 7 : random() > scene.presence) continue
      const add = (kind: Kind, parts: Contribution['parts']) =>
        contributions.push({ agentNo, workDay, kind, parts })
      const [ratings, solved] = [new Map<number, number[]>(), new Map<number, number[]>()]
      const number = 1 + Math.floor(random() * scene.busy)
      for (let n = 0; n < number; n += 1) {
        const place = random() < 0.03 ? 4 : Math.floor(random() * 4)
        const isSolved = random() < scene.happy + 0.1
        const isRated = random() < 0.85
        const rating = Math.min(4, Math.floor((isSolved ? 2.2 : 0.6) + random() * 2.8))
        count(ratings, place, isRated ? rating : 5 + Math.floor(random() * 2), 7)
        if (isRated && random() < 0.8) count(solved, place, isSolved ? 0 : 1, 2)
      }
      add('interaction', partsOf(ratings))
      if (solved.size > 0) add('solved', partsOf(solved))
      if (random() < 0.9)
        add('smiley', [{ channel: null, queue: null, counts: random() < happy ? [1, 0, 0] : [0, 0, 1] }])
    }
  }
  return contributions
}

function count(of: Map<number, number[]>, place: number, value: number, values: number): void {
  const counts = of.get(place) ?? Array.from({ length: values }, () => 0)
  counts[value] = (counts[value] ?? 0) + 1
  of.set(place, counts)
}

function partsOf(counts: ReadonlyMap<number, readonly number[]>): Contribution['parts'] {
  return [...counts].map(([place, own]) => ({
    channel: PLACES[place]?.[0] ?? null,
    queue: PLACES[place]?.[1] ?? null,
    counts: own,
  }))
}

function publishedOf(waiting: readonly Contribution[], upTo: number): Published {
  const input = { closedTo: null, upTo, notBefore: null, threshold: THRESHOLD, waiting, made: [] }
  const { made, parts, workDays } = publish(input)
  return { blocks: made.map(({ block }) => block), parts, workDays }
}

function windowsUntil(by: WindowKind, from: number, upTo: number, published: Published): WindowAnswer[] {
  return windowsBetween(dayText(from), dayText(upTo), by)
    .map((window) => ({ first: dayNumber(window.from), last: dayNumber(window.to) }))
    .filter(({ last }) => last <= upTo)
    .map((span) => windowAnswer(by, span, published))
}

const uuid = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`

function followUpsOf(upTo: number): FollowUp[] {
  const one = (n: number, more: Partial<FollowUp>): FollowUp => ({
    id: uuid(n),
    workDay: dayText(upTo + 4 - n),
    channel: 'voice',
    queue: 'Claims',
    externalIds: [`sip:a84b4c76e6671${n}@pbx.example`],
    reasons: [],
    words: '',
    state: 'open',
    doneBy: null,
    on: null,
    ...more,
  })
  return [
    one(1, {
      reasons: ['process', 'waiting'],
      words: 'Was promised a call back on Monday and has heard nothing since.',
    }),
    one(2, { channel: 'email', queue: null, externalIds: [], words: 'Third e-mail about the same invoice.' }),
    one(3, { channel: 'chat', reasons: ['systems'], externalIds: ['chat:77120', 'ext:case-4711'] }),
    one(4, {
      state: 'done',
      doneBy: 'Sam, team Claims',
      on: dayText(upTo + 3),
      words: 'Please check the refund.',
    }),
    one(5, { state: 'not-needed', on: dayText(upTo + 2), channel: 'social', queue: 'Complaints' }),
  ]
}

function storiesOf(upTo: number): StoriesAnswer {
  const texts = [
    'She had been on the phone for an hour elsewhere. We sorted it out in ten minutes, and she laughed.',
    'He wrote back: “Finally somebody who reads the whole mail.”',
    'Together with the workshop we had the car back before the holiday.',
  ]
  const stories = texts.map((story, n): Story => ({
    id: uuid(20 + n),
    workDay: dayText(upTo - n * 2),
    channel: n === 1 ? 'email' : 'voice',
    queue: n === 1 ? null : 'Claims',
    externalIds: [],
    story,
  }))
  const story = stories[1]
  return {
    ...IDENTITY,
    stories,
    more: 0,
    spotlight: story === undefined ? null : { story, until: dayText(upTo + 9) },
  }
}

function promotersOf({ customerMonths, people }: Scene, random: Random, upTo: number): PromotersAnswer {
  const pulses = quartersUntil(upTo, 6).map(({ quarter }, at) => {
    const scores = Array.from(
      { length: at === 1 ? 3 : people + 4 },
      (_, n) => [n, Math.floor(4 + random() * 7)] as const,
    )
    const told = publishPulse(new Map(scores), THRESHOLD)
    return { quarter, cell: told === undefined ? null : pulseCell(told.counts, told.alike) }
  })
  if (customerMonths === 0) return { ...IDENTITY, pulses, customers: null }
  const months: CustomerScores[] = []
  for (let window = windowOf(dayText(upTo), 'month'); months.length < customerMonths;) {
    const { from, to } = windowOf(dayText(dayNumber(window.from) - 1), 'month')
    window = windowOf(from, 'month')
    months.unshift({ from, to, ...scoresOf(random, 60) })
  }
  const quarters = quartersUntil(upTo, 6).map(({ from, to }) => ({ from, to, ...scoresOf(random, 180) }))
  return { ...IDENTITY, pulses, customers: { months, quarters } }
}

function pulseCell(counts: readonly number[], alike: number | null): Cell {
  const none = counts.map(() => 0)
  const n = counts.reduce((sum, one) => sum + one, 0)
  return alike === null
    ? { n, counts: [...counts], alike: none, alikeBlocks: none }
    : {
        n,
        counts: none,
        alike: [...counts],
        alikeBlocks: counts.map((_, value) => (value === alike ? 1 : 0)),
      }
}

function scoresOf(random: Random, n: number): Pick<CustomerScores, 'promoters' | 'passives' | 'detractors'> {
  const promoters = Math.floor(n * (0.35 + random() * 0.2))
  const detractors = Math.floor(n * (0.15 + random() * 0.15))
  return { promoters, detractors, passives: n - promoters - detractors }
}

/** Closed quarters, oldest first. */
function quartersUntil(upTo: number, number: number) {
  const quarters: { quarter: string; from: string; to: string }[] = []
  for (let day = quarterOf(upTo).first - 1; quarters.length < number; day = quarterOf(day).first - 1) {
    const window = windowOf(dayText(day), 'quarter')
    if (window.kind === 'quarter')
      quarters.unshift({ quarter: `${window.year}-Q${window.quarter}`, from: window.from, to: window.to })
  }
  return quarters
}

function customersOf({ customerMonths }: Scene, upTo: number): CustomersAnswer {
  if (customerMonths === 0) return { ...IDENTITY, worksCouncilAgreedOn: null, quarters: [] }
  const figures = {
    pairs: 340,
    kappa: 0.31,
    exact: 0.42,
    adjacent: 0.84,
    bias: 0.4,
    limits: { low: -1.7, high: 2.5 },
    rank: 0.36,
    blindSpots: { share: 0.11, low: 0.08, high: 0.16 },
  }
  return {
    ...IDENTITY,
    worksCouncilAgreedOn: '2026-01-15',
    quarters: quartersUntil(upTo, 3).map(({ quarter }, at) => ({
      quarter,
      figures: at === 0 ? null : figures,
    })),
  }
}
