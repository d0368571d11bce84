/** The mean rating of each day as a line, with what is usual for this person as a band. A day without ratings is a gap. */
import { scaleLinear, scalePoint } from 'd3-scale'
import { area, curveStep, line } from 'd3-shape'
import { useMemo } from 'react'
import type { OwnView } from '../../shared/own-view.ts'
import { useApp } from '../ui/app.ts'
import { Cursor, TimeAxis, ValueAxis } from '../ui/chart/axis.tsx'
import { Chart, CHART } from '../ui/chart/chart.tsx'
import { Legend } from '../ui/chart/legend.tsx'
import { Table } from '../ui/chart/table.tsx'
import { DayMarks } from './day-marks.tsx'
import type { RangedDay } from '../../shared/statistics/own-range.ts'
import { meanRating, weekdayOf } from './figures.ts'
import { unusualLegend, unusualWords, usualCells } from './unusual.tsx'
import { usualRating } from './usual.ts'

type Point = ReturnType<typeof meanRating> & {
  readonly workDay: string
  readonly beside: RangedDay | undefined
}

export function RatingTrend({ view: { days, history } }: { readonly view: OwnView }) {
  const { translator, formats } = useApp()
  const { t } = translator
  const from = days[0]?.workDay ?? ''
  const all = useMemo(() => meanRating(days), [days])
  const usual = useMemo(() => usualRating(history, from), [history, from])
  const points = useMemo<readonly Point[]>(
    () =>
      days.map((day) => ({
        workDay: day.workDay,
        ...meanRating([day]),
        beside: usual.get(day.workDay),
      })),
    [days, usual],
  )
  const { x, y, path, band } = useMemo(() => geometry(points), [points])
  const places = points.map(({ workDay }) => x(workDay) ?? 0)

  const mean = (value: number | null): string =>
    value === null ? t('summary.no-ratings') : t('summary.mean', { mean: formats.mean(value) })
  const completion = ({ rated, ended }: { rated: number; ended: number }): string =>
    t('summary.completion-of', { rated, ended })
  const range = ({ beside }: Point): readonly string[] =>
    beside?.range === undefined
      ? []
      : [t('own.range', { low: formats.mean(beside.range.low), high: formats.mean(beside.range.high) })]
  const words = (point: Point): string =>
    [
      [mean(point.mean), ...unusualWords(t, point.beside), t('summary.n-ratings', { n: point.n })].join(', '),
      completion(point),
      ...range(point),
    ].join('. ')
  const span = { from: formats.date(from), to: formats.date(days.at(-1)?.workDay ?? '') }
  const hasRange = points.some(({ beside }) => beside?.range !== undefined)

  return (
    <Chart
      title={t('summary.rating')}
      hint={t('own.rating-hint')}
      label={t('summary.chart-rating', span)}
      explore={t('summary.explore-day')}
      figure={
        <>
          <strong>{all.mean === null ? t('summary.none') : mean(all.mean)}</strong>
          <span>{t('summary.n-ratings', { n: all.n })}</span>
          <span>{completion(all)}</span>
        </>
      }
      places={places}
      words={points.map((point) => `${formats.dayLong(point.workDay)}: ${words(point)}`)}
      renderPicture={(chosen) => (
        <>
          <path className="usual" d={band} />
          <ValueAxis ticks={[1, 2, 3, 4, 5].map((value) => ({ at: y(value), word: formats.count(value) }))} />
          <TimeAxis
            ticks={points
              .filter(({ workDay }) => weekdayOf(workDay) === 1)
              .map(({ workDay }) => ({ at: x(workDay) ?? 0, word: formats.date(workDay) }))}
          />
          <Cursor at={chosen === undefined ? undefined : places[chosen]} />
          <path className="trend" d={path} />
          <DayMarks
            days={points.map(({ workDay, mean: value, beside }) => ({ workDay, value, beside }))}
            places={places}
            y={y}
            size="large"
            chosen={chosen}
          />
        </>
      )}
      legend={
        hasRange ? (
          <Legend
            items={[
              {
                word: t('own.legend-range'),
                sign: <rect className="usual" x="1" y="2" width="26" height="12" />,
              },
              ...unusualLegend(t, usual),
            ]}
          />
        ) : (
          <p className="hint">{t('own.no-range')}</p>
        )
      }
      table={
        <Table
          title={t('summary.rating')}
          caption={t('summary.chart-rating', span)}
          columns={[
            t('summary.col-day'),
            t('summary.col-mean'),
            t('own.col-usual'),
            t('own.col-beside'),
            t('summary.col-ratings'),
            t('summary.col-rated'),
            t('summary.col-ended'),
          ]}
          rows={points.map((point) => [
            formats.dayShort(point.workDay),
            point.mean === null ? '–' : formats.mean(point.mean),
            ...usualCells(t, point.beside, (value) => formats.mean(value)),
            formats.count(point.n),
            formats.count(point.rated),
            formats.count(point.ended),
          ])}
        />
      }
    />
  )
}

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
  // In steps: each day has a range of its own, by its number of ratings.
  const band = area<Point>()
    .curve(curveStep)
    .defined(({ beside }) => beside?.range !== undefined)
    .x(({ workDay }) => x(workDay) ?? 0)
    .y0(({ beside }) => y(beside?.range?.low ?? 1))
    .y1(({ beside }) => y(beside?.range?.high ?? 1))([...points])
  return { x, y, path: path ?? '', band: band ?? '' }
}
