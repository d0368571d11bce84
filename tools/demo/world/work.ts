/** What a person's work day leaves: interactions with what was said about them, a smiley, a pulse, customers' answers. */
import { dayText } from '../../../src/shared/calendar.ts'
import { CUSTOMER_SCALES, type CustomerScale } from '../../../src/shared/statistics/map-score.ts'
import type { Outcome, Rating, Reason, Smiley, WorkDayId } from '../../../src/shared/records.ts'
import { RATINGS } from '../../../src/shared/lists.ts'
import type { Channel } from '../../../src/shared/trigger.ts'
import type { Random } from '../../../src/shared/statistics/random.ts'
import { demandOn, isPulseTime } from './almanac.ts'
import { between, chance, clamp, logistic, normal, pick, weighted } from './draw.ts'
import type { Person } from './people.ts'
import type { Queue, WorldTeam } from './teams.ts'
import { followUpWords, noteWords, storyWords } from './words.ts'

export interface WorldInteraction {
  readonly id: string
  readonly externalId: string
  readonly channel: Channel
  readonly queue: string
  /** Epoch ms. */
  readonly endedAt: number
  readonly durationMs: number
  readonly outcome: Outcome
  readonly rating: Rating | null
  readonly solved: boolean | null
  readonly reasons: readonly Reason[]
  readonly followUp: string | null
  readonly story: string | null
  readonly note: string | null
}

/** What a customer answered, whether or not the agent did. */
export interface CustomerAnswer {
  readonly externalId: string
  readonly scale: CustomerScale
  readonly score: number
  /** The day on which it was given. */
  readonly given: WorkDayId
}

export interface PersonDay {
  readonly person: Person
  readonly team: WorldTeam
  readonly workDay: WorkDayId
  readonly interactions: readonly WorldInteraction[]
  readonly smiley: { readonly id: string; readonly smiley: Smiley } | null
  readonly pulse: { readonly id: string; readonly quarter: string; readonly score: number } | null
  readonly customers: readonly CustomerAnswer[]
}

export interface Circumstances {
  readonly day: number
  readonly team: WorldTeam
  /** This person's mood, all in all. */
  readonly mood: number
  /** A program doesn't work well. */
  readonly outage: boolean
  /** This quarter's pulse hasn't been answered yet. */
  readonly asksPulse: boolean
  readonly newId: () => string
}

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
/** Where the average agent's rating lies, and how far ratings of one day are apart. */
const USUAL_RATING = 3.95
const RATING_SPREAD = 0.95
/** How much of a mood is seen in a rating, a smiley, a pulse. */
const MOOD_IN_RATING = 0.4
/** Customers who answer. */
const CUSTOMERS = 1 / 3

export function workOneDay(person: Person, random: Random, at: Circumstances): PersonDay {
  const { day, team, mood, asksPulse, newId } = at
  const workDay = dayText(day)
  const count = Math.max(1, Math.round(person.pace * demandOn(day) * normal(random, 1, 0.15)))
  const interactions: WorldInteraction[] = []
  const customers: CustomerAnswer[] = []
  for (let n = 0; n < count; n += 1) {
    const queue = weighted(random, team.queues)
    const quality = USUAL_RATING + queue.ease + MOOD_IN_RATING * mood + normal(random, 0, RATING_SPREAD)
    const minute = person.startMinute + ((n + 0.2 + 0.6 * random()) * 480) / count
    const endedAt = day * DAY_MS + Math.round(minute * MINUTE_MS)
    const one = handle(person, random, at, { queue, quality, endedAt })
    interactions.push(one)
    const answer = askCustomer(random, queue, quality)
    if (answer === undefined) continue
    const given = dayText(day + between(random, 0, 4))
    customers.push({ externalId: one.externalId, scale: queue.scale, score: answer, given })
  }
  const smiley = chance(random, person.candour)
    ? ({ id: newId(), smiley: chance(random, logistic(1.25 + 1.5 * mood)) ? 'happy' : 'sad' } as const)
    : null
  const answersPulse = asksPulse && isPulseTime(day) && chance(random, 0.12)
  const pulse = answersPulse
    ? { id: newId(), quarter: quarterName(workDay), score: pulseScore(random, mood) }
    : null
  return { person, team, workDay, interactions, smiley, pulse, customers }
}

function handle(
  person: Person,
  random: Random,
  { team, outage, newId, mood }: Circumstances,
  { queue, quality, endedAt }: { readonly queue: Queue; readonly quality: number; readonly endedAt: number },
): WorldInteraction {
  const id = newId()
  const rating = ratingOf(quality + person.lenience)
  const durationMs = Math.round(clamp(normal(random, 6, 3), 1, 25) * MINUTE_MS)
  const prefix = queue.channel === 'voice' ? 'sip' : 'ext'
  const base = {
    id,
    externalId: `${prefix}:demo-${id.slice(-17)}`,
    channel: queue.channel,
    queue: queue.name,
    endedAt,
    durationMs,
  }
  // On a bad day fewer are rated: a falling completion is a sign of its own.
  const isRated = chance(random, clamp(person.candour + 0.04 * mood, 0.4, 0.97))
  const note = chance(random, 0.02) ? noteWords(random, team.language) : null
  if (!isRated) {
    const outcome = chance(random, 0.3) ? 'skipped' : 'expired'
    return { ...base, outcome, rating: null, solved: null, reasons: [], followUp: null, story: null, note }
  }
  const solved = chance(random, 0.85) ? chance(random, logistic(0.4 + 1.1 * (quality - 3.2))) : null
  const reasons = reasonsFor(random, rating, outage)
  const asks = rating <= 2 && chance(random, 0.08)
  const tells = rating === 5 && chance(random, 0.008)
  return {
    ...base,
    outcome: 'rated',
    rating,
    solved,
    reasons,
    followUp: asks ? followUpWords(random, team.language, reasons[0]) : null,
    story: tells ? storyWords(random, team.language) : null,
    note,
  }
}

function ratingOf(quality: number): Rating {
  return RATINGS[clamp(Math.round(quality), 1, 5) - 1] ?? 3
}

function reasonsFor(random: Random, rating: Rating, outage: boolean): Reason[] {
  if (!chance(random, rating <= 2 ? 0.75 : 0.15)) return []
  const first = weighted<{ readonly weight: number; readonly reason: Reason }>(random, [
    { weight: 3, reason: 'customer' },
    { weight: 2, reason: 'knowledge' },
    { weight: outage ? 14 : 2.5, reason: 'systems' },
    { weight: 2, reason: 'process' },
    { weight: 2, reason: 'waiting' },
    { weight: 1, reason: 'colleagues' },
    { weight: 1.2, reason: 'time' },
  ]).reason
  const second = pick(random, ['process', 'waiting', 'time', 'systems'] as const)
  return chance(random, 0.2) && second !== first ? [first, second] : [first]
}

/** Related to what the agent felt, but only so far: correlations in the field are about 0.2 to 0.4. */
function askCustomer(random: Random, { scale }: Queue, quality: number): number | undefined {
  if (!chance(random, CUSTOMERS)) return undefined
  const { low, high } = CUSTOMER_SCALES[scale]
  const unit = (high - low) / 4
  const score = low + unit * (3.05 + 0.4 * (quality - USUAL_RATING) + normal(random, 0, 0.95))
  return clamp(Math.round(score), low, high)
}

function pulseScore(random: Random, mood: number): number {
  return clamp(Math.round(7.4 + 1.5 * mood + normal(random, 0, 1.6)), 0, 10)
}

function quarterName(workDay: WorkDayId): string {
  return `${workDay.slice(0, 4)}-Q${Math.ceil(Number(workDay.slice(5, 7)) / 3)}`
}
