/** The mean rating of each day as a line. A day without ratings is a gap. */
import { scaleLinear, scalePoint } from 'd3-scale'
import { line } from 'd3-shape'
import { useMemo } from 'react'
import type { DaySummary } from '../../shared/views.ts'
import { useApp } from '../ui/app.ts'
import { Cursor, TimeAxis, ValueAxis } from '../ui/chart/axis.tsx'
import { Chart, CHART } from '../ui/chart/chart.tsx'
import { meanRating, weekdayOf } from './figures.ts'
import { Table } from '../ui/chart/table.tsx'

export function RatingTrend({ days }: { readonly days: readonly DaySummary[] }) {
  const { translator, formats } = useApp()
  const { t } = translator
  const all = useMemo(() => meanRating(days), [days])
  const points = useMemo(() => days.map((day) => ({ workDay: day.workDay, ...meanRating([day]) })), [days])
  const { x, y, path } = useMemo(() => geometry(points), [points])
  const places = points.map(({ workDay }) => x(workDay) ?? 0)

  const mean = (value: number | null): string =>
    value === null ? t('summary.no-ratings') : t('summary.mean', { mean: formats.mean(value) })
  const completion = ({ rated, ended }: { rated: number; ended: number }): string =>
    t('summary.completion-of', { rated, ended })
  const from = formats.date(days[0]?.workDay ?? '')
  const to = formats.date(days.at(-1)?.workDay ?? '')

  return (
    <Chart
      title={t('summary.rating')}
      hint={t('summary.rating-hint')}
      label={t('summary.chart-rating', { from, to })}
      explore={t('summary.explore-day')}
      figure={
        <>
          <strong>{all.mean === null ? t('summary.none') : mean(all.mean)}</strong>
          <span>{t('summary.n-ratings', { n: all.n })}</span>
          <span>{completion(all)}</span>
        </>
      }
      places={places}
      words={points.map(
        (point) =>
          `${formats.dayLong(point.workDay)}: ${mean(point.mean)}, ${t('summary.n-ratings', { n: point.n })}, ${completion(point)}`,
      )}
      renderPicture={(chosen) => (
        <>
          <ValueAxis ticks={[1, 2, 3, 4, 5].map((value) => ({ at: y(value), word: formats.count(value) }))} />
          <TimeAxis
            ticks={points
              .filter(({ workDay }) => weekdayOf(workDay) === 1)
              .map(({ workDay }) => ({ at: x(workDay) ?? 0, word: formats.date(workDay) }))}
          />
          <Cursor at={chosen === undefined ? undefined : places[chosen]} />
          <path className="trend" d={path} />
          {points.map(({ workDay, mean: value }, at) =>
            value === null ? undefined : (
              <circle
                key={workDay}
                className="dot"
                cx={places[at]}
                cy={y(value)}
                r={chosen === at ? 6 : 3.5}
              />
            ),
          )}
        </>
      )}
      table={
        <Table
          title={t('summary.rating')}
          caption={t('summary.chart-rating', { from, to })}
          columns={[
            t('summary.col-day'),
            t('summary.col-mean'),
            t('summary.col-ratings'),
            t('summary.col-rated'),
            t('summary.col-ended'),
          ]}
          rows={points.map((point) => [
            formats.dayShort(point.workDay),
            point.mean === null ? '–' : formats.mean(point.mean),
            formats.count(point.n),
            formats.count(point.rated),
            formats.count(point.ended),
          ])}
        />
      }
    />
  )
}

type Point = ReturnType<typeof meanRating> & { readonly workDay: string }

function geometry(points: readonly Point[]) {
  const x = scalePoint()
    .domain(points.map(({ workDay }) => workDay))
    .range([CHART.left + 8, CHART.width - CHART.right - 8])
  const y = scaleLinear()
    .domain([1, 5])
    .range([CHART.height - CHART.bottom, CHART.top])
  const path = line<Point>()
    .defined(({ mean }) => mean !== null)
    .x(({ workDay }) => x(workDay) ?? 0)
    .y(({ mean }) => y(mean ?? 1))([...points])
  return { x, y, path: path ?? '' }
}
