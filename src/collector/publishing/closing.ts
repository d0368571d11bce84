/**
 * What becomes a block when work days are closed. Days are closed one after the other, so catching up over many gives
 * what closing each in time would have given of the same contributions; a day that is closed never gets another block of
 * its own, and what comes to it later is pooled with the rest of its week, its month or its quarter.
 */
import { makeBlock, type Block } from './block.ts'
import { KINDS, type Contribution } from './contribution.ts'
import { LEVELS, spanOf, type Span } from './spans.ts'

/** A block and what is in it. The contributions are for the collector alone. */
export interface Made {
  readonly block: Block
  readonly contributions: readonly Contribution[]
}

export interface ToClose {
  /** Days up to this one are closed already; `null`: none. */
  readonly closedTo: number | null
  /** Now days up to this one are; nothing happens where that isn't later. */
  readonly upTo: number
  /**
   * Of earlier days nothing more becomes a block; `null`: no such day. After a restore from a backup all days that may
   * have been told since are such days: what was told is forgotten, and another sum of the same answers would differ from
   * it by those of few people.
   */
  readonly notBefore: number | null
  /** Distinct people of whom a block must consist. */
  readonly threshold: number
  /** Everything of the team that is in no block, in any order; of days that aren't to be closed too. */
  readonly waiting: readonly Contribution[]
}

export interface Closed {
  readonly closedTo: number
  /** In the order in which they were made. */
  readonly made: readonly Made[]
  /** What is still in no block. */
  readonly waiting: readonly Contribution[]
  /** Of the days closed now those on which at least `threshold` people left an answer of any kind, in order. */
  readonly workDays: readonly number[]
}

/** Closes all days up to `upTo`. */
export function closeDays({ closedTo, upTo, notBefore, threshold, waiting: given }: ToClose): Closed {
  const isNow = (day: number) => day > (closedTo ?? Number.NEGATIVE_INFINITY) && day <= upTo
  const isTooLate = ({ workDay }: Contribution) => workDay < (notBefore ?? Number.NEGATIVE_INFINITY)
  const made: Made[] = []
  const waiting = given.filter(isTooLate)
  const workDays: number[] = []
  // No pool reaches over the end of a quarter.
  for (const quarter of byQuarter(given.filter((one) => !isTooLate(one)))) {
    // Only on the last days of something that waits can anything happen.
    const lasts = quarter.flatMap(({ workDay }) => LEVELS.map((level) => spanOf(level, workDay).last))
    const days = Array.from(new Set(lasts.filter(isNow))).sort((a, b) => a - b)
    workDays.push(...days.filter((day) => peopleOn(day, quarter) >= threshold))
    waiting.push(...days.reduce((left, day) => closeDay(day, threshold, left, made), quarter))
  }
  return { closedTo: Math.max(closedTo ?? upTo, upTo), made, waiting, workDays }
}

/** Adds the blocks of everything that ends on this day, and returns what still waits. */
function closeDay(
  day: number,
  threshold: number,
  given: readonly Contribution[],
  made: Made[],
): readonly Contribution[] {
  let waiting = given
  for (const level of LEVELS) {
    const span = spanOf(level, day)
    if (span.last !== day) break
    for (const kind of KINDS) {
      const pool = waiting.filter((one) => one.kind === kind && isOf(one, span))
      const block = makeBlock(kind, level, span, pool, threshold)
      if (block === undefined) continue
      made.push({ block, contributions: pool })
      waiting = waiting.filter((one) => one.kind !== kind || !isOf(one, span))
    }
  }
  return waiting
}

function byQuarter(contributions: readonly Contribution[]): (readonly Contribution[])[] {
  const quarters = Map.groupBy(contributions, ({ workDay }) => spanOf('quarter', workDay).first)
  return Array.from(quarters)
    .sort(([a], [b]) => a - b)
    .map(([, own]) => own.toSorted((a, b) => a.workDay - b.workDay || a.agentNo - b.agentNo))
}

function isOf({ workDay }: Contribution, { first, last }: Span): boolean {
  return workDay >= first && workDay <= last
}

function peopleOn(day: number, contributions: readonly Contribution[]): number {
  return new Set(contributions.filter(({ workDay }) => workDay === day).map(({ agentNo }) => agentNo)).size
}
