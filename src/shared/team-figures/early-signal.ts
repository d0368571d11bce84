/** The team's early signal: whether mood or ratings go down and stay down. About the team, never about a person. */
import type { WorkDayId } from '../records.ts'
import { FALSE_ALARM_DAYS, downwardEwma, type EwmaDay, type EwmaLimit } from '../statistics/ewma.ts'
import type { DaySums } from '../statistics/own-range.ts'
import { LEAST_BASELINE_DAYS } from '../statistics/robust.ts'
import { sumsOfCounts, sumsOfShare } from '../statistics/sums.ts'
import type { Cell, WindowAnswer } from '../wire/summaries.ts'
import { FIRST } from './figure.ts'

const LIMIT: EwmaLimit = 2.7

/** Where nothing has changed, each of the two lines signals once in about so many work days. */
export const TEAM_FALSE_ALARM_DAYS = FALSE_ALARM_DAYS[LIMIT]

/** Days with figures that it needs before it can say anything. */
export const LEAST_SIGNAL_DAYS = LEAST_BASELINE_DAYS + 1

export interface SignalLine {
  /** Days with figures that it looked at, also those that only say what is usual. */
  readonly days: number
  /** From the 21st day with figures on, oldest first, as many as a chart shows. */
  readonly averages: readonly EwmaDay[]
  /** `quiet` or `signals` is about the newest day with a figure; `learning`: there are too few days yet. */
  readonly state: 'learning' | 'quiet' | 'signals'
  /** The first day of the signal that holds now. */
  readonly since: WorkDayId | undefined
}

export interface EarlySignal {
  readonly smiley: SignalLine
  readonly rating: SignalLine
}

/** Work days in the chart. */
const SHOWN_DAYS = 90
/** Days before them: what is usual is made of 120, and an average has forgotten its start after that many again. */
const DAYS_BEFORE = 150

/**
 * The signal of the days as they are told; pooled days have no figure of their own and are left out. Of a day that is
 * almost alike, what is told counts as it is told.
 * @param days windows of one day, oldest first
 */
export function earlySignal(days: readonly WindowAnswer[]): EarlySignal {
  return {
    smiley: lineOf(days, 'smiley', (counts, n) => sumsOfShare(counts[FIRST] ?? 0, n)),
    rating: lineOf(days, 'rating', (counts) => sumsOfCounts(counts)),
  }
}

function lineOf(
  windows: readonly WindowAnswer[],
  measure: 'smiley' | 'rating',
  sumsOf: (counts: readonly number[], n: number) => Omit<DaySums, 'workDay'>,
): SignalLine {
  const days = windows
    .flatMap((window) => {
      const { cell } = window[measure]
      return cell === null ? [] : [{ workDay: window.from, ...sumsOf(toldCounts(cell), cell.n) }]
    })
    .slice(-(SHOWN_DAYS + DAYS_BEFORE))
  const all = downwardEwma(days, { limit: LIMIT })
  const averages = all.slice(-SHOWN_DAYS)
  const newest = averages.at(-1)
  if (newest === undefined) return { days: days.length, averages, state: 'learning', since: undefined }
  if (!newest.signals) return { days: days.length, averages, state: 'quiet', since: undefined }
  const lastQuiet = all.findLastIndex(({ signals }) => !signals)
  return { days: days.length, averages, state: 'signals', since: all[lastQuiet + 1]?.workDay }
}

function toldCounts({ counts, alike }: Cell): number[] {
  return counts.map((count, value) => count + (alike[value] ?? 0))
}
