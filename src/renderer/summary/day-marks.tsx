/** The points of a trend, one for each day that has a value; an unusual day has another shape. */
import type { RangedDay } from '../../shared/statistics/own-range.ts'
import { PointMark } from '../ui/chart/marks.tsx'

interface MarkedDay {
  readonly workDay: string
  readonly value: number | null
  readonly beside: RangedDay | undefined
}

interface Props {
  readonly days: readonly MarkedDay[]
  /** Where each day is along the axis. */
  readonly places: readonly number[]
  readonly y: (value: number) => number
  readonly size: 'small' | 'large'
  /** Place of the day that the reader is at. */
  readonly chosen: number | undefined
}

export function DayMarks({ days, places, y, size, chosen }: Props) {
  return days.map(({ workDay, value, beside }, at) =>
    value === null ? undefined : (
      <PointMark
        key={workDay}
        x={places[at] ?? 0}
        y={y(value)}
        unusual={beside?.unusual}
        size={size}
        chosen={chosen === at}
      />
    ),
  )
}
