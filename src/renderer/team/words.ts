/** Figures in words: the value, how certain it is, what it is made of, how it differs from before. */
import type { Translator } from '../../shared/messages/index.ts'
import type { Interval } from '../../shared/statistics/interval.ts'
import type { Change } from '../../shared/team-figures/change.ts'
import { isPoint, type Figure } from '../../shared/team-figures/figure.ts'
import type { ShownMeasure } from '../../shared/team-figures/measures.ts'
import type { TrendPoint } from '../../shared/team-figures/trend.ts'
import type { Range } from '../../shared/wire/cell-range.ts'
import type { Formats } from '../ui/format.ts'
import type { BoardFormats } from './board-formats.ts'

export interface Words {
  readonly t: Translator['t']
  readonly formats: Formats
  readonly board: BoardFormats
}

/** `82%`, `4.1 of 5`, `nearly all (83% to 100%)`. */
export function valueWords({ t, formats }: Words, measure: ShownMeasure, { value }: Figure): string {
  if (measure === 'rating')
    return isPoint(value)
      ? t('board.mean', { mean: formats.mean(value.low) })
      : t('board.mean-range', { low: formats.mean(value.low), high: formats.mean(value.high) })
  return shareWords({ t, formats }, value)
}

/** A share of answers, 0–1. */
export function shareWords({ t, formats }: Pick<Words, 't' | 'formats'>, value: Range): string {
  if (isPoint(value)) return formats.percent(value.low)
  const range = { low: formats.percent(value.low), high: formats.percent(value.high) }
  // Only where nothing is told exactly: else it is a wide number and no "nearly all".
  if (value.high === 1) return t('board.nearly-all', range)
  return value.low === 0 ? t('board.hardly-any', range) : t('board.range', range)
}

/** A single number of the measure, without its unit in words. */
export function numberWords(
  { formats }: Pick<Words, 'formats'>,
  measure: ShownMeasure,
  value: number,
): string {
  return measure === 'rating' ? formats.mean(value) : formats.percent(value)
}

export function intervalWords(words: Words, measure: ShownMeasure, interval: Interval | undefined): string {
  const { t } = words
  if (interval === undefined) return t('board.no-interval')
  return t('board.interval', {
    low: numberWords(words, measure, interval.low),
    high: numberWords(words, measure, interval.high),
  })
}

export function completionWords({ t, formats }: Words, completion: Figure | undefined): string {
  return completion === undefined
    ? t('board.no-completion')
    : t('board.completion', { share: shareWords({ t, formats }, completion.value), n: completion.n })
}

/** A point of a trend, all of it in one line. */
export function pointWords(words: Words, measure: ShownMeasure, point: TrendPoint): string {
  const { t } = words
  if (point.figure === undefined) return t('board.hidden-short')
  const parts = [
    valueAndInterval(words, measure, point.figure),
    t(`board.n-${measure}`, { n: point.figure.n }),
    // A smiley is about a day, not about an interaction.
    ...(measure === 'smiley' ? [] : [completionWords(words, point.completion)]),
    ...(point.left > 0 ? [t('board.left', { left: point.left })] : []),
  ]
  return parts.join(', ')
}

function valueAndInterval(words: Words, measure: ShownMeasure, figure: Figure): string {
  const value = valueWords(words, measure, figure)
  const { interval } = figure
  if (interval === undefined) return value
  const [low, high] = [interval.low, interval.high].map((end) => numberWords(words, measure, end))
  return words.t('board.value-interval', { value, low: low ?? '', high: high ?? '' })
}

/** How the newest window differs from the one before; says "clear" only where the interval leaves 0 out. */
export function changeWords(words: Words, measure: ShownMeasure, change: Change, before: string): string {
  const { t, board } = words
  const one = (value: number) =>
    measure === 'rating' ? board.signedTenths(value) : board.signed(value * 100)
  const middle = isPoint(change.value)
    ? one(change.value.low)
    : t('board.range', { low: one(change.value.low), high: one(change.value.high) })
  const value = measure === 'rating' ? middle : t('board.points', { points: middle })
  const said =
    change.interval === undefined
      ? value
      : t('board.change-interval', {
          value,
          low: one(change.interval.low),
          high: one(change.interval.high),
        })
  return t(`board.${change.verdict}`, { before, change: said })
}

/** A net promoter score with its interval and number of answers. */
export function scoreWords({ t, board }: Words, { value, interval, n }: Figure): string {
  const limits = { low: board.signed(interval?.low ?? -100), high: board.signed(interval?.high ?? 100), n }
  return isPoint(value)
    ? t('board.score', { value: board.signed(value.low), ...limits })
    : t('board.score-range', { from: board.signed(value.low), to: board.signed(value.high), ...limits })
}
