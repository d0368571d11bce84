/** Whether changes of happy days and of customers' scores go together, at each distance in months. */
import { scaleBand, scaleLinear } from 'd3-scale'
import { useMemo } from 'react'
import type { LagView } from '../../shared/statistics/lag.ts'
import { moodAhead } from '../../shared/team-figures/mood-ahead.ts'
import type { WindowAnswer } from '../../shared/wire/summaries.ts'
import type { CustomerScores } from '../../shared/wire/team.ts'
import { Cursor, TimeAxis, ValueAxis } from '../ui/chart/axis.tsx'
import { Chart, CHART } from '../ui/chart/chart.tsx'
import { Table } from '../ui/chart/table.tsx'
import { useWords } from './use-words.ts'

interface Props {
  readonly months: readonly WindowAnswer[]
  readonly customers: readonly CustomerScores[]
}

export function Lag({ months, customers }: Props) {
  const { t } = useWords()
  const ahead = useMemo(() => moodAhead(months, customers), [months, customers])
  if (ahead.state === 'seen') return <LagChart view={ahead.view} outside={ahead.outside} />
  return (
    <section className="chart" aria-labelledby="lag">
      <h2 id="lag">{t('board.lag')}</h2>
      <p>
        {ahead.state === 'too-few'
          ? t('board.lag-too-few', { needed: ahead.needed, months: ahead.months })
          : t('board.lag-no-steps', { months: ahead.months })}
      </p>
    </section>
  )
}

interface LagChartProps {
  readonly view: LagView
  readonly outside: LagView['correlations']
}

function LagChart({ view, outside }: LagChartProps) {
  const { t, board } = useWords()
  const { correlations, band, months } = view
  const { x, y } = useMemo(() => geometry(correlations), [correlations])
  const places = correlations.map(({ lag }) => (x(String(lag)) ?? 0) + x.bandwidth() / 2)
  const name = (lag: number): string => {
    if (lag === 0) return t('board.lag-same')
    return lag > 0 ? t('board.lag-ahead', { n: lag }) : t('board.lag-behind', { n: -lag })
  }
  return (
    <Chart
      title={t('board.lag')}
      hint={t('board.lag-hint')}
      label={t('board.lag-chart')}
      explore={t('board.lag-explore')}
      figure={
        <>
          <span className="lag-words">
            {outside.length === 0
              ? t('board.lag-inside')
              : t('board.lag-outside', { lags: outside.map(({ lag }) => name(lag)).join(', ') })}
          </span>
          <span>{t('board.lag-band', { band: board.hundredths(band), months })}</span>
        </>
      }
      places={places}
      words={correlations.map(({ lag, r }) =>
        t('board.lag-point', { lag: name(lag), r: board.hundredths(r) }),
      )}
      renderPicture={(chosen) => (
        <>
          <rect
            className="band"
            x={CHART.left}
            width={CHART.width - CHART.left - CHART.right}
            y={y(band)}
            height={y(-band) - y(band)}
          />
          <ValueAxis ticks={[-1, 0, 1].map((value) => ({ at: y(value), word: board.signed(value) }))} />
          <TimeAxis
            ticks={correlations.flatMap(({ lag }, at) =>
              lag % 2 === 0 ? [{ at: places[at] ?? 0, word: board.signed(lag) }] : [],
            )}
          />
          <Cursor at={chosen === undefined ? undefined : places[chosen]} />
          {correlations.map(({ lag, r }) => (
            <rect
              key={lag}
              className={Math.abs(r) > band ? 'bar-rated' : 'bar-ended'}
              x={x(String(lag))}
              width={x.bandwidth()}
              y={Math.min(y(0), y(r))}
              height={Math.max(1, Math.abs(y(r) - y(0)))}
            />
          ))}
        </>
      )}
      table={
        <Table
          title={t('board.lag')}
          caption={t('board.lag-chart')}
          columns={[t('board.col-lag'), t('board.col-r')]}
          rows={correlations.map(({ lag, r }) => [name(lag), board.hundredths(r)])}
        />
      }
    />
  )
}

function geometry(correlations: LagView['correlations']) {
  const x = scaleBand()
    .domain(correlations.map(({ lag }) => String(lag)))
    .range([CHART.left, CHART.width - CHART.right])
    .padding(0.3)
  const y = scaleLinear()
    .domain([-1, 1])
    .range([CHART.height - CHART.bottom, CHART.top])
  return { x, y }
}
