/** The share solved: points for days, and for each week its share with its 95 % band. Without answers it is a gap. */
import { scaleLinear, scalePoint } from 'd3-scale'
import { useMemo } from 'react'
import type { RangedDay } from '../../shared/statistics/own-range.ts'
import type { OwnView } from '../../shared/own-view.ts'
import type { DaySummary } from '../../shared/views.ts'
import { useApp } from '../ui/app.ts'
import { Cursor, TimeAxis, ValueAxis } from '../ui/chart/axis.tsx'
import { Chart, CHART } from '../ui/chart/chart.tsx'
import { Legend } from '../ui/chart/legend.tsx'
import { PointMark } from '../ui/chart/marks.tsx'
import { Table } from '../ui/chart/table.tsx'
import { DayMarks } from './day-marks.tsx'
import { shareSolved, weeksOf, type ShareSolved } from './figures.ts'
import { unusualLegend, unusualWords, usualCells } from './unusual.tsx'
import { usualSolved } from './usual.ts'

interface WeekShare extends ShareSolved {
  readonly monday: string
  /** The first and the last day that is shown of it. */
  readonly first: string
  readonly last: string
}
interface Point extends ShareSolved {
  readonly workDay: string
  readonly week: WeekShare
  readonly beside: RangedDay | undefined
}

export function SolvedTrend({ view: { days, history } }: { readonly view: OwnView }) {
  const { translator, formats } = useApp()
  const { t } = translator
  const from = days[0]?.workDay ?? ''
  const all = useMemo(() => shareSolved(days), [days])
  const usual = useMemo(() => usualSolved(history, from), [history, from])
  const weeks = useMemo(() => weeksOf(days).map(({ monday, days: of }) => weekShare(monday, of)), [days])
  const points = useMemo<readonly Point[]>(
    () =>
      days.flatMap((day) => {
        const week = weeks.find(({ first, last }) => first <= day.workDay && day.workDay <= last)
        if (week === undefined) return []
        return [{ workDay: day.workDay, ...shareSolved([day]), week, beside: usual.get(day.workDay) }]
      }),
    [days, weeks, usual],
  )
  const { x, y, half } = useMemo(() => geometry(points), [points])
  const places = points.map(({ workDay }) => x(workDay) ?? 0)

  const interval = ({ interval: known }: ShareSolved): readonly string[] =>
    known === undefined
      ? []
      : [t('summary.interval', { low: formats.percent(known.low), high: formats.percent(known.high) })]
  const share = (of: ShareSolved): string =>
    of.share === null ? t('summary.no-answers') : formats.percent(of.share)
  const n = (of: ShareSolved): string => t('summary.n-answers', { n: of.yes + of.no })
  const completion = ({ rated, ended }: ShareSolved): string => t('summary.completion-of', { rated, ended })
  const words = (point: Point): string =>
    [
      [
        share(point),
        ...unusualWords(t, point.beside),
        ...(point.share === null ? [] : [n(point)]),
        completion(point),
      ].join(', '),
      t('own.of-week', {
        day: formats.date(point.week.monday),
        share: [
          share(point.week),
          ...(point.week.share === null ? [] : [n(point.week)]),
          ...interval(point.week).map((sentence) => sentence.toLocaleLowerCase(translator.locale)),
        ].join(', '),
      }),
    ].join('; ')
  const span = { from: formats.date(from), to: formats.date(days.at(-1)?.workDay ?? '') }

  return (
    <Chart
      title={t('summary.solved')}
      hint={t('own.solved-hint')}
      label={t('own.chart-solved', span)}
      explore={t('summary.explore-day')}
      figure={
        <>
          <strong>{all.share === null ? t('summary.none') : formats.percent(all.share)}</strong>
          {interval(all).map((sentence) => (
            <span key={sentence}>{sentence}</span>
          ))}
          <span>{n(all)}</span>
          <span>{completion(all)}</span>
        </>
      }
      places={places}
      words={points.map((point) => `${formats.dayLong(point.workDay)}: ${words(point)}`)}
      renderPicture={(chosen) => (
        <>
          {weeks.map(({ monday, first, last, interval: known }) =>
            known === undefined ? undefined : (
              <rect
                key={monday}
                className="band"
                x={(x(first) ?? 0) - half}
                width={(x(last) ?? 0) - (x(first) ?? 0) + 2 * half}
                y={y(known.high)}
                height={y(known.low) - y(known.high)}
              />
            ),
          )}
          <ValueAxis ticks={[0, 0.5, 1].map((value) => ({ at: y(value), word: formats.percent(value) }))} />
          <TimeAxis
            ticks={weeks
              .filter(({ monday, first }) => monday === first)
              .map(({ monday }) => ({ at: x(monday) ?? 0, word: formats.date(monday) }))}
          />
          <Cursor at={chosen === undefined ? undefined : places[chosen]} />
          {weeks.map((week) =>
            week.share === null ? undefined : (
              <path
                key={week.monday}
                className="trend"
                d={`M${(x(week.first) ?? 0) - half + 2},${y(week.share)}H${(x(week.last) ?? 0) + half - 2}`}
              />
            ),
          )}
          <DayMarks
            days={points.map(({ workDay, share: value, beside }) => ({ workDay, value, beside }))}
            places={places}
            y={y}
            size="small"
            chosen={chosen}
          />
        </>
      )}
      legend={
        <Legend
          items={[
            {
              word: t('own.legend-week'),
              sign: (
                <>
                  <rect className="band" x="1" y="1" width="26" height="14" />
                  <path className="trend" d="M2,8H26" />
                </>
              ),
            },
            {
              word: t('own.legend-day'),
              sign: <PointMark x={14} y={8} unusual={undefined} size="small" />,
            },
            ...unusualLegend(t, usual),
          ]}
        />
      }
      table={
        <Table
          title={t('summary.solved')}
          caption={t('own.chart-solved', span)}
          columns={[
            t('summary.col-day'),
            t('summary.col-share'),
            t('own.col-usual'),
            t('own.col-beside'),
            t('summary.col-yes'),
            t('summary.col-no'),
            t('summary.col-rated'),
            t('summary.col-ended'),
            t('summary.col-week'),
            t('own.col-week-share'),
            t('summary.col-interval'),
          ]}
          rows={points.map((point) => [
            formats.dayShort(point.workDay),
            point.share === null ? '–' : formats.percent(point.share),
            ...usualCells(t, point.beside, (value) => formats.percent(value)),
            formats.count(point.yes),
            formats.count(point.no),
            formats.count(point.rated),
            formats.count(point.ended),
            formats.date(point.week.monday),
            point.week.share === null ? '–' : formats.percent(point.week.share),
            point.week.interval === undefined
              ? '–'
              : t('own.between', {
                  low: formats.percent(point.week.interval.low),
                  high: formats.percent(point.week.interval.high),
                }),
          ])}
        />
      }
    />
  )
}

function weekShare(monday: string, days: readonly DaySummary[]): WeekShare {
  const [first, last] = [days[0]?.workDay ?? monday, days.at(-1)?.workDay ?? monday]
  return { monday, first, last, ...shareSolved(days) }
}

function geometry(points: readonly Point[]) {
  const x = scalePoint()
    .domain(points.map(({ workDay }) => workDay))
    .range([CHART.left + 12, CHART.width - CHART.right - 12])
  const y = scaleLinear()
    .domain([0, 1])
    .range([CHART.height - CHART.bottom, CHART.top])
  return { x, y, half: x.step() / 2 }
}
