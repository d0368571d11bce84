/**
 * What may be told of customers, worked out in the plainest way from raw records: every formula over single pairs, every
 * rule as decision 0017 says it. It shares no code with what it checks, but for how a score is mapped.
 */
import { dayText } from '../../../src/shared/calendar.ts'
import { mapScore, type CustomerScale } from '../../../src/shared/statistics/map-score.ts'

export interface RawInteraction {
  readonly agent: number
  readonly day: number
  readonly channel: string
  readonly queue: string | null
  readonly rating: 1 | 2 | 3 | 4 | 5
  readonly ids: readonly string[]
}

export interface RawFeedback {
  readonly externalId: string
  readonly scale: CustomerScale
  readonly score: number
}

interface RawPair extends RawInteraction, RawFeedback {
  readonly customer: number
}

export const SCALES: readonly CustomerScale[] = ['nps', 'csat-5', 'csat-7', 'csat-10']

/** Every rated interaction with the answer to its first id that has one, of each scale. */
export function pairsOf(
  interactions: readonly RawInteraction[],
  feedback: readonly RawFeedback[],
): readonly RawPair[] {
  return interactions.flatMap((interaction) =>
    SCALES.flatMap((scale) => {
      for (const id of interaction.ids) {
        const answer = feedback.findLast((one) => one.externalId === id && one.scale === scale)
        if (answer !== undefined)
          return [{ ...interaction, ...answer, customer: mapScore(answer.score, scale) }]
      }
      return []
    }),
  )
}

/** At least so many people, nobody with more than half. */
export function isOfEnough(agents: readonly number[], threshold: number): boolean {
  const people = [...new Set(agents)]
  const most = Math.max(0, ...people.map((one) => agents.filter((agent) => agent === one).length))
  return people.length >= threshold && most <= agents.length / 2
}

export interface Figures {
  readonly n: number
  readonly kappa: number | null
  readonly exact: number
  readonly adjacent: number
  readonly bias: number
  readonly low: number
  readonly high: number
  readonly rank: number | null
  /** Pairs rated 4 or 5, and how many of them are blind spots; `null`: of too few people. */
  readonly blind: { readonly good: number; readonly count: number } | null
}

/** `null`: may not be told. */
export function figuresOf(
  interactions: readonly RawInteraction[],
  pairs: readonly RawPair[],
  threshold: number,
): Figures | null {
  const n = pairs.length
  if (n < 100) return null
  if (
    !isOfEnough(
      pairs.map(({ agent }) => agent),
      threshold,
    )
  )
    return null
  const alone = interactions.filter(
    (one) => !pairs.some((pair) => pair.ids === one.ids && pair.agent === one.agent && pair.day === one.day),
  )
  for (const place of ['day', 'channel', 'queue'] as const) {
    const rest = alone.filter((one) => pairs.some((pair) => pair[place] === one[place]))
    if (
      rest.length > 0 &&
      !isOfEnough(
        rest.map(({ agent }) => agent),
        threshold,
      )
    )
      return null
  }
  const most = (numbers: readonly number[]) =>
    Math.max(...numbers.map((one) => numbers.filter((other) => other === one).length))
  if (most(pairs.map(({ rating }) => rating)) >= n - 1) return null
  if (most(pairs.map(({ rating, customer }) => rating - customer)) >= n - 1) return null
  const mean = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length
  const differences = pairs.map(({ rating, customer }) => rating - customer)
  const bias = mean(differences)
  const spread = Math.sqrt(differences.reduce((sum, one) => sum + (one - bias) ** 2, 0) / (n - 1))
  const goodPairs = pairs.filter(({ rating }) => rating > 3)
  const good = goodPairs.length
  const detractors = goodPairs.filter(({ scale, score, customer }) =>
    scale === 'nps' ? score < 7 : customer < 3,
  )
  return {
    n,
    kappa: kappaOf(pairs),
    exact: differences.filter((one) => one === 0).length / n,
    adjacent: differences.filter((one) => Math.abs(one) < 2).length / n,
    bias,
    low: bias - 1.959964 * spread,
    high: bias + 1.959964 * spread,
    rank: rankOf(pairs),
    blind: isOfEnough(
      goodPairs.map(({ agent }) => agent),
      threshold,
    )
      ? { good, count: detractors.length }
      : null,
  }
}

/** From the table of proportions, with the weights of Fleiss and Cohen. */
function kappaOf(pairs: readonly RawPair[]): number | null {
  const scores = [1, 2, 3, 4, 5]
  const share = (is: (pair: RawPair) => boolean) => pairs.filter(is).length / pairs.length
  let [seen, chance] = [0, 0]
  for (const a of scores)
    for (const c of scores) {
      const weight = (a - c) ** 2 / 16
      seen += weight * share(({ rating, customer }) => rating === a && customer === c)
      chance += weight * share(({ rating }) => rating === a) * share(({ customer }) => customer === c)
    }
  return chance < 1e-12 ? null : 1 - seen / chance
}

/** Pearson's correlation of mean ranks. */
function rankOf(pairs: readonly RawPair[]): number | null {
  const ranks = (numbers: readonly number[]) =>
    numbers.map(
      (one) =>
        numbers.filter((other) => other < one).length +
        (numbers.filter((other) => other === one).length + 1) / 2,
    )
  const [a, c] = [ranks(pairs.map(({ rating }) => rating)), ranks(pairs.map(({ customer }) => customer))]
  const middle = (pairs.length + 1) / 2
  let [both, ofA, ofC] = [0, 0, 0]
  for (const [place, one] of a.entries()) {
    const other = c[place] ?? 0
    both += (one - middle) * (other - middle)
    ofA += (one - middle) ** 2
    ofC += (other - middle) ** 2
  }
  return ofA === 0 || ofC === 0 ? null : both / Math.sqrt(ofA * ofC)
}

export type Scores = readonly [promoters: number, passives: number, detractors: number]

/** NPS answers by month of 2026-Q4 and of the whole; each answer once, with the first interaction that has it. */
export function scoresOf(
  pairs: readonly RawPair[],
  threshold: number,
): { readonly months: ReadonlyMap<string, Scores>; readonly quarter: Scores | null } {
  const answers = pairs
    .filter(({ scale }) => scale === 'nps')
    .toSorted((a, b) => a.day - b.day)
    .filter((one, place, all) => all.findIndex(({ externalId }) => externalId === one.externalId) === place)
  const tell = (some: typeof answers): Scores | null => {
    if (some.length < 30) return null
    if (
      !isOfEnough(
        some.map(({ agent }) => agent),
        threshold,
      )
    )
      return null
    const fives = (from: number, to: number) =>
      5 * Math.round(some.filter(({ score }) => score >= from && score <= to).length / 5)
    return [fives(9, 10), fives(7, 8), fives(0, 6)]
  }
  const months = new Map<string, Scores>()
  const rest: typeof answers = []
  for (const month of ['2026-10', '2026-11', '2026-12']) {
    const own = answers.filter(({ day }) => dayText(day).startsWith(month))
    const told = tell(own)
    if (told === null) rest.push(...own)
    else months.set(month, told)
  }
  const last = tell(rest)
  const all = [...months.values(), ...(last === null ? [] : [last])]
  const sum = (place: 0 | 1 | 2) => all.reduce((total, one) => total + one[place], 0)
  return { months, quarter: all.length === 0 ? null : [sum(0), sum(1), sum(2)] }
}
