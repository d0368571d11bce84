/**
 * What a team is told of its customers when a quarter is closed: how agents' ratings and customers' scores of the same
 * interactions agree, and the customers' NPS. Decided once; see docs/decisions/0017-customers.md for every rule here.
 */
import type { Span } from '../../shared/calendar.ts'
import { agreementOf, type Agreement } from '../../shared/statistics/agreement.ts'
import { isBlindSpot } from '../../shared/statistics/blind-spots.ts'
import { isDetractor, mapScore, type CustomerScale } from '../../shared/statistics/map-score.ts'
import { tablePairs } from '../../shared/statistics/pair-table.ts'
import { shareOf } from '../../shared/statistics/wilson.ts'
import type { AgreementFigures } from '../../shared/wire/team.ts'
import { isEnough } from './block.ts'
import { spanOf } from './spans.ts'

/** Where an interaction was. */
interface Place {
  readonly agentNo: number
  /** Whole days since 1970-01-01. */
  readonly workDay: number
  readonly channel: string
  readonly queue: string | null
}

/** A rated interaction of which customers said something. */
export interface JoinedInteraction extends Place {
  /** 1–5. */
  readonly rating: number
  /** Of each scale at most one. */
  readonly answers: readonly {
    /** Which interaction the customer was asked about: the same answer may be joined with several. */
    readonly externalId: string
    readonly scale: CustomerScale
    readonly score: number
  }[]
}

export interface CustomersToPublish {
  readonly quarter: Span
  /** Distinct people of whom whatever is told must consist. */
  readonly threshold: number
  /** In any order that is always the same. */
  readonly joined: readonly JoinedInteraction[]
  /** How many rated interactions there were, joined or not. */
  readonly rated: readonly (Place & { readonly n: number })[]
}

/** Customers' answers on the NPS scale, as they are told. */
export interface ScoresTold {
  readonly promoters: number
  readonly passives: number
  readonly detractors: number
}

export interface CustomersTold {
  /** `null`: of too few people, or too few. */
  readonly figures: AgreementFigures | null
  /** Of the whole quarter: what is told of its months, and of the rest if that can be told. */
  readonly scores: ScoresTold | null
  /** Of those months that can be told. */
  readonly months: readonly (Span & { readonly scores: ScoresTold })[]
}

/** An NPS of fewer answers says nothing: its margin is 30 points. */
export const LEAST_SCORES = 30
/** Counts of scores are told in steps of so many. */
export const SCORE_STEP = 5
const PAIR_STEP = 10

export function publishCustomers(input: CustomersToPublish): CustomersTold {
  return { figures: publishAgreement(input), ...publishScores(input) }
}

interface Pair extends Place {
  readonly agent: number
  readonly customer: number
  readonly score: number
  readonly scale: CustomerScale
}

function publishAgreement({ joined, rated, threshold }: CustomersToPublish): AgreementFigures | null {
  const pairs = joined.flatMap(({ answers, rating, ...place }) =>
    answers.map(({ score, scale }): Pair => ({
      ...place,
      agent: rating,
      customer: mapScore(score, scale),
      score,
      scale,
    })),
  )
  const agreement = agreementOf(tablePairs(pairs))
  if (!agreement.ok || !isOfEnough(pairs, threshold)) return null
  if (!isRestEnough(joined, rated, threshold)) return null
  if (isNearlySame(pairs.map(({ agent }) => agent))) return null
  if (isNearlySame(pairs.map(({ agent, customer }) => agent - customer))) return null
  return { ...rounded(agreement), blindSpots: blindSpotsTold(pairs, threshold) }
}

/**
 * Whether what is left when the pairs are taken from the team's ratings is of enough people as well, or nothing: of the
 * days, of the channels and of the queues in which there are pairs.
 */
function isRestEnough(
  joined: readonly JoinedInteraction[],
  rated: CustomersToPublish['rated'],
  threshold: number,
): boolean {
  const paired = joined.filter(({ answers }) => answers.length > 0)
  const ratings = [...rated, ...paired.map((one) => ({ ...one, n: -1 }))]
  return (['workDay', 'channel', 'queue'] as const).every((place) => {
    const places = new Set(paired.map((one) => one[place]))
    const rest = new Map<number, number>()
    for (const one of ratings)
      if (places.has(one[place])) rest.set(one.agentNo, (rest.get(one.agentNo) ?? 0) + one.n)
    return rest.values().every((n) => n <= 0) || isEnough(Array.from(rest), threshold)
  })
}

function rounded(agreement: Agreement): Omit<AgreementFigures, 'blindSpots'> {
  const { n, kappa, exact, adjacent, bias, limits, rank } = agreement
  return {
    pairs: Math.floor(n / PAIR_STEP) * PAIR_STEP,
    kappa: kappa === undefined ? null : nearest(kappa, 20),
    exact: nearest(notAll(exact, n), 100),
    adjacent: nearest(notAll(adjacent, n), 100),
    bias: nearest(bias, 10),
    limits: { low: nearest(limits.low, 10), high: nearest(limits.high, 10) },
    rank: rank === undefined ? null : nearest(rank, 20),
  }
}

/** None and one look the same, and so do all and all but one: else a figure would be everybody's answer. */
function blindSpotsTold(pairs: readonly Pair[], threshold: number): AgreementFigures['blindSpots'] {
  const good = pairs.filter(({ agent }) => agent >= 4)
  if (!isOfEnough(good, threshold)) return null
  const count = Math.min(Math.max(good.filter(isBlindSpot).length, 1), good.length - 1)
  const share = shareOf(count, good.length)
  if (share?.interval === undefined) return null
  const { low, high } = share.interval
  return { share: nearest(share.value, 100), low: nearest(low, 100), high: nearest(high, 100) }
}

function publishScores({
  joined,
  quarter,
  threshold,
}: CustomersToPublish): Pick<CustomersTold, 'scores' | 'months'> {
  const answers = npsAnswers(joined)
  const byMonth = Map.groupBy(answers, ({ workDay }) => spanOf('month', workDay).first)
  const months: (Span & { readonly scores: ScoresTold })[] = []
  const rest: NpsAnswer[] = []
  for (let first = quarter.first; first <= quarter.last; first = spanOf('month', first).last + 1) {
    const own = byMonth.get(first) ?? []
    const scores = tell(own, threshold)
    if (scores === null) rest.push(...own)
    else months.push({ ...spanOf('month', first), scores })
  }
  const ofRest = tell(rest, threshold)
  const told = [...months.map(({ scores }) => scores), ...(ofRest === null ? [] : [ofRest])]
  return { months, scores: told.length === 0 ? null : told.reduce(sumOf) }
}

interface NpsAnswer {
  readonly agentNo: number
  readonly workDay: number
  readonly score: number
}

/** Each answer once, where several interactions have the customer's id: with the first of them. */
function npsAnswers(joined: readonly JoinedInteraction[]): readonly NpsAnswer[] {
  const first = new Map<string, NpsAnswer>()
  for (const { agentNo, workDay, answers } of joined.toSorted((a, b) => a.workDay - b.workDay))
    for (const { externalId, scale, score } of answers)
      if (scale === 'nps' && !first.has(externalId)) first.set(externalId, { agentNo, workDay, score })
  return Array.from(first.values())
}

function tell(answers: readonly NpsAnswer[], threshold: number): ScoresTold | null {
  if (answers.length < LEAST_SCORES || !isOfEnough(answers, threshold)) return null
  const count = (is: (score: number) => boolean) => {
    const n = answers.filter(({ score }) => is(score)).length
    return Math.round(n / SCORE_STEP) * SCORE_STEP
  }
  return {
    promoters: count((score) => score >= 9),
    passives: count((score) => score < 9 && !isDetractor(score, 'nps')),
    detractors: count((score) => isDetractor(score, 'nps')),
  }
}

function sumOf(a: ScoresTold, b: ScoresTold): ScoresTold {
  return {
    promoters: a.promoters + b.promoters,
    passives: a.passives + b.passives,
    detractors: a.detractors + b.detractors,
  }
}

function isOfEnough(answers: readonly { readonly agentNo: number }[], threshold: number): boolean {
  return isEnough(
    answers.map(({ agentNo }) => [agentNo, 1]),
    threshold,
  )
}

/** Whether all but at most one are the same. */
function isNearlySame(numbers: readonly number[]): boolean {
  const counts = Map.groupBy(numbers, (number) => number).values()
  return Math.max(...counts.map((own) => own.length)) >= numbers.length - 1
}

/** A share that isn't that of nobody or of everybody. */
function notAll(share: number, n: number): number {
  return Math.min(Math.max(share, 1 / n), 1 - 1 / n)
}

/** To the nearest of so many parts of 1; never −0. */
function nearest(value: number, parts: number): number {
  return Math.round(value * parts) / parts + 0
}
