/**
 * How many interactions ended each day, and how many of them were rated. No target, only what stands behind figures; a day
 * on which the rated share isn't usual has a mark.
 */
import { scaleBand, scaleLinear } from 'd3-scale'
import { useMemo } from 'react'
import type { OwnView } from '../../shared/own-view.ts'
import type { DaySummary } from '../../shared/views.ts'
import { useApp } from '../ui/app.ts'
import { Cursor, TimeAxis, ValueAxis } from '../ui/chart/axis.tsx'
import { Chart, CHART } from '../ui/chart/chart.tsx'
import { completionOf, weekdayOf } from './figures.ts'
import { unusualLegend, unusualWords, usualCells } from './unusual.tsx'
import { usualCompletion } from './usual.ts'
import { Legend } from '../ui/chart/legend.tsx'
import { PointMark } from '../ui/chart/marks.tsx'
import { Table } from '../ui/chart/table.tsx'

export function CompletionBars({ view: { days, history, today } }: { readonly view: OwnView }) {
  const { translator, formats } = useApp()
  const { t } = translator
  const { rated, ended } = useMemo(() => completionOf(days), [days])
  const first = days[0]?.workDay ?? ''
  const usual = useMemo(() => usualCompletion(history, first, today), [history, first, today])
  const { x, y, ticks } = useMemo(() => geometry(days), [days])
  const places = days.map(({ workDay }) => (x(workDay) ?? 0) + x.bandwidth() / 2)
  const floor = CHART.height - CHART.bottom
  const from = formats.date(first)
  const to = formats.date(days.at(-1)?.workDay ?? '')

  return (
    <Chart
      title={t('summary.completion')}
      hint={t('own.completion-hint')}
      label={t('summary.chart-completion', { from, to })}
      explore={t('summary.explore-day')}
      figure={
        <>
          <strong>{ended === 0 ? t('summary.none') : formats.percent(rated / ended)}</strong>
          <span>{t('summary.completion-of', { rated, ended })}</span>
        </>
      }
      places={places}
      words={days.map(
        (day) =>
          `${formats.dayLong(day.workDay)}: ${[
            t('summary.completion-of', { rated: day.rated, ended: day.ended }),
            ...unusualWords(t, usual.get(day.workDay)),
          ].join(', ')}`,
      )}
      renderPicture={(chosen) => (
        <>
          <ValueAxis ticks={ticks.map((value) => ({ at: y(value), word: formats.count(value) }))} />
          <TimeAxis
            ticks={days.flatMap(({ workDay }, at) =>
              weekdayOf(workDay) === 1 ? [{ at: places[at] ?? 0, word: formats.date(workDay) }] : [],
            )}
          />
          <Cursor at={chosen === undefined ? undefined : places[chosen]} />
          {days.map((day) => (
            <g key={day.workDay}>
              <rect
                className="bar-ended"
                x={x(day.workDay)}
                width={x.bandwidth()}
                y={y(day.ended)}
                height={floor - y(day.ended)}
              />
              <rect
                className="bar-rated"
                x={x(day.workDay)}
                width={x.bandwidth()}
                y={y(day.rated)}
                height={floor - y(day.rated)}
              />
            </g>
          ))}
          {days.map(({ workDay, ended: count }, at) => {
            const unusual = usual.get(workDay)?.unusual
            if (unusual === undefined) return undefined
            // Above its bar, or inside where there is no room.
            const top = Math.max(y(count) - 9, CHART.top + 2)
            return <PointMark key={workDay} x={places[at] ?? 0} y={top} unusual={unusual} size="small" />
          })}
        </>
      )}
      legend={<Legend items={unusualLegend(t, usual)} />}
      table={
        <Table
          title={t('summary.completion')}
          caption={t('summary.chart-completion', { from, to })}
          columns={[
            t('summary.col-day'),
            t('summary.col-ended'),
            t('summary.col-rated'),
            t('summary.col-skipped'),
            t('summary.col-expired'),
            t('own.col-usual'),
            t('own.col-beside'),
          ]}
          rows={days.map((day) => [
            formats.dayShort(day.workDay),
            formats.count(day.ended),
            formats.count(day.rated),
            formats.count(day.skipped),
            formats.count(day.expired),
            ...usualCells(t, usual.get(day.workDay), (value) => formats.percent(value)),
          ])}
        />
      }
    />
  )
}

function geometry(days: readonly DaySummary[]) {
  const x = scaleBand()
    .domain(days.map(({ workDay }) => workDay))
    .range([CHART.left, CHART.width - CHART.right])
    .padding(0.3)
  const y = scaleLinear()
    .domain([0, Math.max(4, ...days.map(({ ended }) => ended))])
    .nice(4)
    .range([CHART.height - CHART.bottom, CHART.top])
  return { x, y, ticks: y.ticks(4).filter(Number.isInteger) }
}
