/**
 * What one agent's work day adds to a team's figures. Outcomes and ratings are one kind: the number of ratings is the
 * number of those `rated`, so blocks of their own for each of both would tell differences of few people.
 */
import { MEASURE_VALUES, type Measure } from '../../shared/wire/summaries.ts'

export const KINDS = ['interaction', 'solved', 'smiley'] as const
export type Kind = (typeof KINDS)[number]

/** The values of a kind, in the order of its counts. An interaction that was rated counts under its rating. */
export const KIND_VALUES = {
  interaction: [...MEASURE_VALUES.rating, 'skipped', 'expired'],
  solved: MEASURE_VALUES.solved,
  smiley: MEASURE_VALUES.smiley,
} as const satisfies Record<Kind, readonly string[]>

/** The measures that are told of a kind. */
export const KIND_MEASURES = {
  interaction: ['outcome', 'rating'],
  solved: ['solved'],
  smiley: ['smiley'],
} as const satisfies Record<Kind, readonly Measure[]>

const RATINGS = MEASURE_VALUES.rating.length

/** Answers by value, in the order of KIND_VALUES or MEASURE_VALUES. */
export type Counts = readonly number[]

/** Answers of one channel and queue. `queue: null`: without a queue; a smiley has neither. */
export interface PartCounts {
  readonly channel: string | null
  readonly queue: string | null
  readonly counts: Counts
}

export interface Contribution {
  readonly agentNo: number
  /** Whole days since 1970-01-01. */
  readonly workDay: number
  readonly kind: Kind
  /** No channel and queue stand there twice. */
  readonly parts: readonly PartCounts[]
}

export function kindOf(measure: Measure): Kind {
  return measure === 'outcome' || measure === 'rating' ? 'interaction' : measure
}

export function noCounts(kind: Kind): number[] {
  return KIND_VALUES[kind].map(() => 0)
}

export function totalOf(counts: Counts): number {
  let sum = 0
  for (const count of counts) sum += count
  return sum
}

export function plus(a: Counts, b: Counts): number[] {
  return a.map((count, place) => count + (b[place] ?? 0))
}

/** Many counts of a kind added up: a month of a large team has a hundred thousand of them. */
export function sumCounts(kind: Kind, all: Iterable<{ readonly counts: Counts }>): number[] {
  const sum = noCounts(kind)
  for (const { counts } of all)
    for (let place = 0; place < sum.length; place += 1) sum[place] = (sum[place] ?? 0) + (counts[place] ?? 0)
  return sum
}

/** All answers of a contribution, by value. */
export function countsOf({ kind, parts }: Contribution): number[] {
  return sumCounts(kind, parts)
}

/** The answers of a kind as one of its measures counts them. */
export function measureCounts(measure: Measure, counts: Counts): Counts {
  switch (measure) {
    case 'outcome':
      return [totalOf(counts.slice(0, RATINGS)), ...counts.slice(RATINGS)]
    case 'rating':
      return counts.slice(0, RATINGS)
    case 'solved':
    case 'smiley':
      return counts
  }
}

/** How many answers a measure counts of a kind's. */
export function measureTotal(measure: Measure, counts: Counts): number {
  if (measure !== 'rating') return totalOf(counts)
  let sum = 0
  for (let place = 0; place < RATINGS; place += 1) sum += counts[place] ?? 0
  return sum
}

/** Interactions made of ratings and outcomes again; the inverse of `measureCounts`. */
export function interactionCounts(ratings: Counts, outcomes: Counts): number[] {
  return [...ratings, ...outcomes.slice(1)]
}

/** Interactions without those that weren't rated. */
export function ratingsOnly(counts: Counts): number[] {
  return counts.map((count, place) => (place < RATINGS ? count : 0))
}

/**
 * What has come to an agent's work day since it was counted. An answer that has changed is the same answer: it was
 * counted as it was, and isn't counted again. Where answers have both changed and come, as many are new as there are
 * more than before, those first whose value has gained most.
 * @param now all that is there of the agent's day; `counted`: what of it is in blocks, in any order
 * @returns `undefined`: nothing
 */
export function added(now: Contribution, counted: readonly Contribution[]): Contribution | undefined {
  if (counted.length === 0) return totalOf(countsOf(now)) === 0 ? undefined : now
  const before = counted.flatMap(({ parts }) => parts)
  // Most days have nothing new.
  if (totalOf(countsOf(now)) <= totalOf(sumCounts(now.kind, before))) return undefined
  const places = new Map([...now.parts, ...before].map((part) => [placeOf(part), part]))
  const gains = Array.from(places.values()).flatMap((part) => {
    const [is, was] = [sumAt(now.parts, part, now.kind), sumAt(before, part, now.kind)]
    return is.map((count, value) => ({ part, value, gain: count - (was[value] ?? 0) }))
  })
  let more = gains.reduce((sum, { gain }) => sum + gain, 0)
  const taken = new Map<string, PartCounts & { readonly counts: number[] }>()
  for (const { part, value, gain } of gains.sort((a, b) => b.gain - a.gain)) {
    if (more <= 0 || gain <= 0) break
    const { channel, queue } = part
    const into = taken.get(placeOf(part)) ?? { channel, queue, counts: noCounts(now.kind) }
    into.counts[value] = Math.min(gain, more)
    more -= gain
    taken.set(placeOf(part), into)
  }
  return taken.size === 0 ? undefined : { ...now, parts: Array.from(taken.values()) }
}

function placeOf({ channel, queue }: Omit<PartCounts, 'counts'>): string {
  return JSON.stringify([channel, queue])
}

function sumAt(parts: readonly PartCounts[], at: PartCounts, kind: Kind): number[] {
  return sumCounts(
    kind,
    parts.filter(({ channel, queue }) => channel === at.channel && queue === at.queue),
  )
}
