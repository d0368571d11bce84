import { scaleLinear, scalePoint } from 'd3-scale'
import { line } from 'd3-shape'
import { useMemo } from 'react'
import { middleOf, type Figure } from '../../shared/team-figures/figure.ts'
import type { QuarterScores } from '../../shared/team-figures/promoters.ts'
import { Cursor, TimeAxis, ValueAxis } from '../ui/chart/axis.tsx'
import { Chart, CHART } from '../ui/chart/chart.tsx'
import { Table } from '../ui/chart/table.tsx'
import { HiddenMark as Hidden } from './hidden-mark.tsx'
import { useWords } from './use-words.ts'
import { scoreWords } from './words.ts'

type Side = 'employees' | 'customers'

interface Props {
  readonly scores: readonly QuarterScores[]
  readonly hasCustomers: boolean
}

/** Two lines with their intervals: round and unbroken, square and dashed. */
export function ScoreChart({ scores, hasCustomers }: Props) {
  const words = useWords()
  const { t, board } = words
  const sides: readonly Side[] = hasCustomers ? ['employees', 'customers'] : ['employees']
  const { x, y, paths } = useMemo(() => geometry(scores), [scores])
  const places = scores.map((_, at) => x(String(at)) ?? 0)
  const name = ({ year, quarter }: QuarterScores) => board.quarter(year, quarter)
  const said = (score: QuarterScores[Side]) => {
    if (score === undefined) return t('board.score-none')
    return score === 'hidden' ? t('board.score-hidden') : scoreWords(words, score)
  }
  const hasHidden = scores.some((score) => sides.some((side) => score[side] === 'hidden'))
  const [first, newest] = [scores[0], scores.at(-1)]
  if (first === undefined || newest === undefined) return undefined
  const label = t('board.promoters-chart', { from: name(first), to: name(newest) })
  const each = Math.ceil(scores.length / 6)
  return (
    <Chart
      title={t('board.promoters')}
      hint={t('board.promoters-hint')}
      label={label}
      explore={t('board.explore')}
      figure={
        <>
          <span className="newest-when">{name(newest)}</span>
          {sides.map((side) => (
            <span key={side} className="score-line">
              <strong>{t(`board.${side}`)}</strong> {said(newest[side])}
            </span>
          ))}
          <span>{t('board.promoters-mark-employees')}</span>
          {hasCustomers && <span>{t('board.promoters-mark-customers')}</span>}
          {hasHidden && <span>{t('board.promoters-mark-hidden')}</span>}
        </>
      }
      places={places}
      words={scores.map((score) =>
        hasCustomers
          ? t('board.promoters-point', {
              quarter: name(score),
              employees: said(score.employees),
              customers: said(score.customers),
            })
          : `${name(score)}: ${said(score.employees)}`,
      )}
      renderPicture={(chosen) => (
        <>
          <ValueAxis
            ticks={[-100, -50, 0, 50, 100].map((value) => ({ at: y(value), word: board.signed(value) }))}
          />
          <TimeAxis
            ticks={scores.flatMap((score, at) =>
              (scores.length - 1 - at) % each === 0 ? [{ at: places[at] ?? 0, word: name(score) }] : [],
            )}
          />
          <Cursor at={chosen === undefined ? undefined : places[chosen]} />
          {sides.map((side) => (
            <path key={side} className={`trend score-${side}`} d={paths[side]} />
          ))}
          {scores.map((score, at) =>
            sides.map((side) => {
              const figure = score[side]
              // Beside each other, so that neither interval hides the other.
              const place = (places[at] ?? 0) + (hasCustomers ? (side === 'employees' ? -4 : 4) : 0)
              const key = `${name(score)} ${side}`
              if (figure === undefined) return undefined
              return figure === 'hidden' ? (
                <Hidden key={key} x={place} />
              ) : (
                <Mark key={key} side={side} figure={figure} x={place} y={y} />
              )
            }),
          )}
        </>
      )}
      table={
        <Table
          title={t('board.promoters')}
          caption={label}
          columns={[t('board.col-quarter'), ...sides.map((side) => t(`board.${side}`))]}
          rows={scores.toReversed().map((score) => [name(score), ...sides.map((side) => said(score[side]))])}
        />
      }
    />
  )
}

interface MarkProps {
  readonly side: Side
  readonly figure: Figure
  readonly x: number
  readonly y: (value: number) => number
}

function Mark({ side, figure: { value, interval }, x, y }: MarkProps) {
  const middle = y(middleOf(value))
  const height = Math.max(9, y(value.low) - y(value.high))
  return (
    <>
      {interval !== undefined && (
        <line className="whisker" x1={x} x2={x} y1={y(interval.low)} y2={y(interval.high)} />
      )}
      {side === 'employees' && height === 9 ? (
        <circle className="dot" cx={x} cy={middle} r="5" />
      ) : (
        <rect className={`dot score-${side}`} x={x - 4.5} width="9" y={middle - height / 2} height={height} />
      )}
    </>
  )
}

function geometry(scores: readonly QuarterScores[]) {
  const x = scalePoint()
    .domain(scores.map((_, at) => String(at)))
    .range([CHART.left + 20, CHART.width - CHART.right - 32])
    .padding(scores.length === 1 ? 1 : 0)
  const y = scaleLinear()
    .domain([-100, 100])
    .range([CHART.height - CHART.bottom, CHART.top])
  const path = (side: Side) =>
    line<{ readonly at: number; readonly value: number | undefined }>()
      .defined(({ value }) => value !== undefined)
      .x(({ at }) => x(String(at)) ?? 0)
      .y(({ value }) => y(value ?? 0))(
      scores.map((score, at) => {
        const figure = score[side]
        return { at, value: figure === undefined || figure === 'hidden' ? undefined : middleOf(figure.value) }
      }),
    ) ?? ''
  return { x, y, paths: { employees: path('employees'), customers: path('customers') } }
}
