/** Whether the team's happy days run ahead of the customers' scores, or behind: what goes together, never what causes it. */
import { LEAST_MONTHS, lagView, type LagView } from '../statistics/lag.ts'
import { createRandom } from '../statistics/random.ts'
import { windowsBetween } from '../statistics/windows.ts'
import type { WorkDayId } from '../records.ts'
import type { WindowAnswer } from '../wire/summaries.ts'
import type { CustomerScores } from '../wire/team.ts'
import { middleOf, shareFigure } from './figure.ts'
import { scoresFigure } from './promoters.ts'

export type MoodAhead =
  | {
      readonly state: 'seen'
      readonly view: LagView
      /** Lags whose correlation lies outside of the band, strongest first. */
      readonly outside: LagView['correlations']
    }
  /** `months` have both figures; it takes `needed`. */
  | { readonly state: 'too-few'; readonly months: number; readonly needed: number }
  /** There are months enough, but one of the two never changes, or gaps leave too few steps from month to month. */
  | { readonly state: 'no-steps'; readonly months: number }

/** Any; with it the band of the same months is the same each time. */
const SEED = 20_260_901

/**
 * Monthly share of happy days (the middle, where a range is told) and monthly NPS.
 * @param months windows of one month
 */
export function moodAhead(months: readonly WindowAnswer[], customers: readonly CustomerScores[]): MoodAhead {
  const happy = new Map(
    months.flatMap(({ from, smiley: { cell } }) => {
      const figure = cell === null ? undefined : shareFigure(cell)
      return figure === undefined ? [] : [[from, middleOf(figure.value)]]
    }),
  )
  const scores = new Map(
    customers.flatMap((month) => {
      const figure = scoresFigure(month)
      return figure === undefined ? [] : [[month.from, middleOf(figure.value)]]
    }),
  )
  const both = [...happy.keys()].filter((month) => scores.has(month)).length
  if (both < LEAST_MONTHS) return { state: 'too-few', months: both, needed: LEAST_MONTHS }
  const line = (of: ReadonlyMap<WorkDayId, number>, all: readonly WorkDayId[]) =>
    all.map((month) => of.get(month))
  const all = monthsOf([...happy.keys(), ...scores.keys()])
  const view = lagView(line(happy, all), line(scores, all), createRandom(SEED))
  if (view === undefined) return { state: 'no-steps', months: both }
  const outside = view.correlations
    .filter(({ r }) => Math.abs(r) > view.band)
    .sort((one, two) => Math.abs(two.r) - Math.abs(one.r))
  return { state: 'seen', view, outside }
}

function monthsOf(days: readonly WorkDayId[]): WorkDayId[] {
  const sorted = [...days].sort()
  const [first, last] = [sorted.at(0), sorted.at(-1)]
  return first === undefined || last === undefined
    ? []
    : windowsBetween(first, last, 'month').map(({ from }) => from)
}
