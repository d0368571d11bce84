/** The early signal of the team, in words first. */
import { scaleLinear, scalePoint } from 'd3-scale'
import { line } from 'd3-shape'
import { useMemo } from 'react'
import type { EwmaDay } from '../../shared/statistics/ewma.ts'
import {
  earlySignal,
  LEAST_SIGNAL_DAYS,
  TEAM_FALSE_ALARM_DAYS,
  type SignalLine,
} from '../../shared/team-figures/early-signal.ts'
import type { WindowAnswer } from '../../shared/wire/summaries.ts'
import { Cursor, TimeAxis, ValueAxis } from '../ui/chart/axis.tsx'
import { Chart, CHART } from '../ui/chart/chart.tsx'
import { Table } from '../ui/chart/table.tsx'
import { useWords } from './use-words.ts'

const LINES = ['smiley', 'rating'] as const

export function Signal({ days }: { readonly days: readonly WindowAnswer[] }) {
  const { t, formats } = useWords()
  const signal = useMemo(() => earlySignal(days), [days])
  const isOn = LINES.some((name) => signal[name].state === 'signals')
  return (
    <>
      <p className="lead-words">{t('board.signal-hint')}</p>
      {isOn && (
        <section className="signal-on">
          {LINES.map((name) => {
            const { since } = signal[name]
            return (
              since !== undefined && (
                <p key={name}>
                  <strong>{t(`board.signal-on-${name}`, { since: formats.dayLong(since) })}</strong>
                </p>
              )
            )
          })}
          <p>{t('board.signal-do')}</p>
        </section>
      )}
      <p className="hint">{t('board.signal-rate', { days: TEAM_FALSE_ALARM_DAYS })}</p>
      <div className="charts">
        {LINES.map((name) => (
          <SignalChart key={name} name={name} signal={signal[name]} />
        ))}
      </div>
    </>
  )
}

interface Props {
  readonly name: (typeof LINES)[number]
  readonly signal: SignalLine
}

function SignalChart({ name, signal }: Props) {
  const { t, formats, board } = useWords()
  const { averages, state, since, days } = signal
  const { x, y, ticks, path, limit } = useMemo(() => geometry(averages), [averages])
  const title = t(`board.signal-${name}`)
  const [first, newest] = [averages[0], averages.at(-1)]
  if (first === undefined || newest === undefined)
    return (
      <section className="chart">
        <h2>{title}</h2>
        <p>{t('board.signal-learning', { days, needed: LEAST_SIGNAL_DAYS })}</p>
      </section>
    )
  const places = averages.map(({ workDay }) => x(workDay) ?? 0)
  const each = Math.ceil(averages.length / 6)
  const label = t('board.signal-chart', {
    from: formats.date(first.workDay),
    to: formats.date(newest.workDay),
  })
  return (
    <Chart
      title={title}
      hint={t('board.signal-unit')}
      label={`${title}: ${label}`}
      explore={t('board.explore')}
      figure={
        <>
          <strong>
            {state === 'signals' && since !== undefined
              ? t('board.signal-on', { since: formats.date(since) })
              : t('board.signal-quiet')}
          </strong>
          <span>{t('board.signal-newest', { day: formats.dayLong(newest.workDay) })}</span>
        </>
      }
      places={places}
      words={(at) => {
        const { workDay, value, limit: lower, signals } = averages[at] ?? newest
        return t(signals ? 'board.signal-point-low' : 'board.signal-point', {
          day: formats.dayLong(workDay),
          value: board.signedTenths(value),
          limit: board.signedTenths(lower),
        })
      }}
      renderPicture={(chosen) => (
        <>
          <ValueAxis ticks={ticks.map((value) => ({ at: y(value), word: board.signed(value) }))} />
          <TimeAxis
            ticks={averages.flatMap(({ workDay }, at) =>
              (averages.length - 1 - at) % each === 0
                ? [{ at: places[at] ?? 0, word: formats.date(workDay) }]
                : [],
            )}
          />
          <path className="limit" d={limit} />
          <Cursor at={chosen === undefined ? undefined : places[chosen]} />
          <path className="trend" d={path} />
          {averages.map(({ workDay, value, signals }, at) => {
            const [px, py] = [places[at] ?? 0, y(value)]
            if (signals) return <path key={workDay} className="dot-low" d={`M${px - 5} ${py - 4}h10l-5 9z`} />
            return chosen === at ? <circle key={workDay} className="dot" cx={px} cy={py} r={6} /> : undefined
          })}
        </>
      )}
      table={
        <Table
          title={title}
          caption={label}
          columns={[
            t('board.col-window'),
            t('board.col-average'),
            t('board.col-limit'),
            t('board.col-signal'),
          ]}
          rows={() =>
            averages
              .toReversed()
              .map(({ workDay, value, limit: lower, signals }) => [
                board.fullDate(workDay),
                board.hundredths(value),
                board.hundredths(lower),
                t(signals ? 'answer.yes' : 'answer.no'),
              ])
          }
        />
      }
    />
  )
}

function geometry(averages: readonly EwmaDay[]) {
  const x = scalePoint()
    .domain(averages.map(({ workDay }) => workDay))
    .range([CHART.left + 14, CHART.width - CHART.right - 24])
  const lowest = Math.min(-1, ...averages.map(({ value, limit }) => Math.min(value, limit)))
  const highest = Math.max(1, ...averages.map(({ value }) => value))
  const y = scaleLinear()
    .domain([Math.floor(lowest), Math.ceil(highest)])
    .range([CHART.height - CHART.bottom, CHART.top])
  const draw = (of: (day: EwmaDay) => number) =>
    line<EwmaDay>()
      .x(({ workDay }) => x(workDay) ?? 0)
      .y((day) => y(of(day)))([...averages]) ?? ''
  return {
    x,
    y,
    ticks: y.ticks(4).filter(Number.isInteger),
    path: draw(({ value }) => value),
    limit: draw(({ limit }) => limit),
  }
}
