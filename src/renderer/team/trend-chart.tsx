/** One figure over time: the newest in words beside the one before, the picture with its band, the table. */
import { scaleLinear, scalePoint } from 'd3-scale'
import { area, line } from 'd3-shape'
import { useMemo } from 'react'
import type { WindowKind } from '../../shared/statistics/windows.ts'
import { isPoint, middleOf } from '../../shared/team-figures/figure.ts'
import type { ShownMeasure } from '../../shared/team-figures/measures.ts'
import type { Trend, TrendPoint } from '../../shared/team-figures/trend.ts'
import { Cursor, TimeAxis, ValueAxis } from '../ui/chart/axis.tsx'
import { Chart, CHART } from '../ui/chart/chart.tsx'
import { HiddenMark } from './hidden-mark.tsx'
import { NewestFigure } from './newest-figure.tsx'
import { trendTable } from './trend-table.tsx'
import { useWords } from './use-words.ts'
import { numberWords, pointWords } from './words.ts'

interface Props {
  readonly measure: ShownMeasure
  readonly trend: Trend
  readonly by: WindowKind
  readonly threshold: number
}

export function TrendChart({ measure, trend, by, threshold }: Props) {
  const words = useWords()
  const { t, board } = words
  const { points, newest } = trend
  const { x, y, ticks, path, band } = useMemo(() => geometry(measure, points), [measure, points])
  const title = t(`board.${measure}`)
  if (newest === undefined)
    return (
      <section className="chart">
        <h2>{title}</h2>
        <p className="hint">{t('board.nothing')}</p>
      </section>
    )
  const places = points.map(({ from }) => x(from) ?? 0)
  const label = t('board.chart', {
    measure: title,
    from: board.window(by, points[0]?.from ?? newest.from),
    to: board.window(by, newest.from),
  })
  const each = Math.ceil(points.length / 6)
  return (
    <Chart
      title={title}
      hint={`${t(`board.${measure}-hint`)} ${t('board.band-hint')}`}
      label={label}
      explore={t('board.explore')}
      figure={<NewestFigure measure={measure} trend={trend} by={by} threshold={threshold} />}
      places={places}
      words={(at) => {
        const point = points[at]
        return point === undefined
          ? ''
          : `${board.window(by, point.from)}: ${pointWords(words, measure, point)}`
      }}
      renderPicture={(chosen) => (
        <>
          <ValueAxis
            ticks={ticks.map((value) => ({ at: y(value), word: numberWords(words, measure, value) }))}
          />
          <TimeAxis
            ticks={points.flatMap(({ from }, at) =>
              (points.length - 1 - at) % each === 0
                ? [{ at: places[at] ?? 0, word: board.windowShort(by, from) }]
                : [],
            )}
          />
          <path className="band" d={band} />
          <Cursor at={chosen === undefined ? undefined : places[chosen]} />
          <path className="trend" d={path} />
          {points.map((point, at) => (
            <Mark key={point.from} point={point} x={places[at] ?? 0} y={y} isChosen={chosen === at} />
          ))}
        </>
      )}
      table={trendTable({ words, measure, title, label, points, by })}
    />
  )
}

interface MarkProps {
  readonly point: TrendPoint
  readonly x: number
  readonly y: (value: number) => number
  readonly isChosen: boolean
}

/** A dot; a bar where only a range is told; a small cross at the foot where nothing can be shown. */
function Mark({ point: { figure }, x, y, isChosen }: MarkProps) {
  if (figure === undefined) return <HiddenMark x={x} />
  const { value, interval } = figure
  return (
    <>
      {interval !== undefined && (
        <line className="whisker" x1={x} x2={x} y1={y(interval.low)} y2={y(interval.high)} />
      )}
      {isPoint(value) ? (
        <circle className="dot" cx={x} cy={y(value.low)} r={isChosen ? 6 : 3.5} />
      ) : (
        <rect
          className="dot"
          x={x - (isChosen ? 5 : 3)}
          width={isChosen ? 10 : 6}
          y={y(value.high)}
          height={Math.max(6, y(value.low) - y(value.high))}
          rx="2"
        />
      )}
    </>
  )
}

function geometry(measure: ShownMeasure, points: readonly TrendPoint[]) {
  const x = scalePoint()
    .domain(points.map(({ from }) => from))
    .range([CHART.left + 14, CHART.width - CHART.right - 24])
  const y = scaleLinear()
    .domain(measure === 'rating' ? [1, 5] : [0, 1])
    .range([CHART.height - CHART.bottom, CHART.top])
  const path = line<TrendPoint>()
    .defined(({ figure }) => figure !== undefined)
    .x(({ from }) => x(from) ?? 0)
    .y(({ figure }) => y(figure === undefined ? 0 : middleOf(figure.value)))([...points])
  const band = area<TrendPoint>()
    .defined(({ figure }) => figure?.interval !== undefined)
    .x(({ from }) => x(from) ?? 0)
    .y0(({ figure }) => y(figure?.interval?.low ?? 0))
    .y1(({ figure }) => y(figure?.interval?.high ?? 0))([...points])
  const ticks = measure === 'rating' ? [1, 2, 3, 4, 5] : [0, 0.5, 1]
  return { x, y, ticks, path: path ?? '', band: band ?? '' }
}
