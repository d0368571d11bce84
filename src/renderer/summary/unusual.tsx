/** A day beside what is usual for this person: in words, in the table and in the legend. */
import type { Translator } from '../../shared/messages/index.ts'
import type { RangedDay } from '../../shared/statistics/own-range.ts'
import { PointMark } from '../ui/chart/marks.tsx'
import type { LegendItem } from '../ui/chart/legend.tsx'
import type { Usual } from './usual.ts'

/** Nothing for a usual day. */
export function unusualWords(t: Translator['t'], day: RangedDay | undefined): readonly string[] {
  return day?.unusual === undefined ? [] : [t(`own.${day.unusual}`)]
}

/** The cells "usual for you" and "beside it" of a table. @param format of a value */
export function usualCells(
  t: Translator['t'],
  day: RangedDay | undefined,
  format: (value: number) => string,
): readonly [string, string] {
  if (day?.range === undefined) return ['–', '–']
  const { low, high } = day.range
  return [t('own.between', { low: format(low), high: format(high) }), unusualWords(t, day)[0] ?? '–']
}

/** The signs of unusual days, as far as there are any. */
export function unusualLegend(t: Translator['t'], usual: Usual): readonly LegendItem[] {
  const sides = new Set([...usual.values()].map(({ unusual }) => unusual))
  return (['low', 'high'] as const)
    .filter((side) => sides.has(side))
    .map((side) => ({
      word: t(`own.legend-${side}`),
      sign: <PointMark x={14} y={8} unusual={side} size="large" />,
    }))
}
