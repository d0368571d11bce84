/** The share solved of each week with its 95 % band. A week without answers is a gap. */
import { scaleLinear, scalePoint } from 'd3-scale'
import { area, line } from 'd3-shape'
import { useMemo } from 'react'
import type { DaySummary } from '../../shared/views.ts'
import { useApp } from '../ui/app.ts'
import { Cursor, TimeAxis, ValueAxis } from '../ui/chart/axis.tsx'
import { Chart, CHART } from '../ui/chart/chart.tsx'
import { shareSolved, weeksOf, type ShareSolved } from './figures.ts'
import { Table } from '../ui/chart/table.tsx'

type Point = ShareSolved & { readonly monday: string }

export function SolvedTrend({ days }: { readonly days: readonly DaySummary[] }) {
  const { translator, formats } = useApp()
  const { t } = translator
  const all = useMemo(() => shareSolved(days), [days])
  const points = useMemo<readonly Point[]>(
    () => weeksOf(days).map(({ monday, days: ofWeek }) => ({ monday, ...shareSolved(ofWeek) })),
    [days],
  )
  const { x, y, path, band } = useMemo(() => geometry(points), [points])
  const places = points.map(({ monday }) => x(monday) ?? 0)

  const interval = ({ interval: known }: ShareSolved): string =>
    known === undefined
      ? ''
      : t('summary.interval', { low: formats.percent(known.low), high: formats.percent(known.high) })
  const completion = ({ rated, ended }: ShareSolved): string => t('summary.completion-of', { rated, ended })
  const words = (point: ShareSolved): string =>
    point.share === null
      ? `${t('summary.no-answers')}, ${completion(point)}`
      : [
          formats.percent(point.share),
          t('summary.n-answers', { n: point.yes + point.no }),
          interval(point).toLocaleLowerCase(translator.locale),
          completion(point),
        ].join(', ')
  const from = formats.date(days[0]?.workDay ?? '')
  const to = formats.date(days.at(-1)?.workDay ?? '')

  return (
    <Chart
      title={t('summary.solved')}
      hint={t('summary.solved-hint')}
      label={t('summary.chart-solved', { from, to })}
      explore={t('summary.explore-week')}
      figure={
        <>
          <strong>{all.share === null ? t('summary.none') : formats.percent(all.share)}</strong>
          {all.share !== null && <span>{interval(all)}</span>}
          <span>{t('summary.n-answers', { n: all.yes + all.no })}</span>
          <span>{completion(all)}</span>
        </>
      }
      places={places}
      words={points.map(
        (point) => `${t('summary.week-of', { day: formats.date(point.monday) })}: ${words(point)}`,
      )}
      renderPicture={(chosen) => (
        <>
          <ValueAxis ticks={[0, 0.5, 1].map((value) => ({ at: y(value), word: formats.percent(value) }))} />
          <TimeAxis
            ticks={points.map(({ monday }, at) => ({ at: places[at] ?? 0, word: formats.date(monday) }))}
          />
          <path className="band" d={band} />
          <Cursor at={chosen === undefined ? undefined : places[chosen]} />
          {points.map(({ monday, interval: known }, at) =>
            known === undefined ? undefined : (
              <line
                key={monday}
                className="whisker"
                x1={places[at]}
                x2={places[at]}
                y1={y(known.low)}
                y2={y(known.high)}
              />
            ),
          )}
          <path className="trend" d={path} />
          {points.map(({ monday, share }, at) =>
            share === null ? undefined : (
              <circle key={monday} className="dot" cx={places[at]} cy={y(share)} r={chosen === at ? 6 : 4} />
            ),
          )}
        </>
      )}
      table={
        <Table
          title={t('summary.solved')}
          caption={t('summary.chart-solved', { from, to })}
          columns={[
            t('summary.col-week'),
            t('summary.col-share'),
            t('summary.col-interval'),
            t('summary.col-yes'),
            t('summary.col-no'),
            t('summary.col-rated'),
            t('summary.col-ended'),
          ]}
          rows={points.map((point) => [
            formats.date(point.monday),
            point.share === null ? '–' : formats.percent(point.share),
            point.interval === undefined
              ? '–'
              : `${formats.percent(point.interval.low)} – ${formats.percent(point.interval.high)}`,
            formats.count(point.yes),
            formats.count(point.no),
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
    .domain(points.map(({ monday }) => monday))
    .range([CHART.left + 24, CHART.width - CHART.right - 24])
  const y = scaleLinear()
    .domain([0, 1])
    .range([CHART.height - CHART.bottom, CHART.top])
  const path = line<Point>()
    .defined(({ share }) => share !== null)
    .x(({ monday }) => x(monday) ?? 0)
    .y(({ share }) => y(share ?? 0))([...points])
  const band = area<Point>()
    .defined(({ interval }) => interval !== undefined)
    .x(({ monday }) => x(monday) ?? 0)
    .y0(({ interval }) => y(interval?.low ?? 0))
    .y1(({ interval }) => y(interval?.high ?? 0))([...points])
  return { x, y, path: path ?? '', band: band ?? '' }
}
