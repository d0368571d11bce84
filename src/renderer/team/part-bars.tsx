/** A bar for each channel or queue, with its interval as a line; every figure also stands in words beside it. */
import { useId } from 'react'
import { isPoint, middleOf } from '../../shared/team-figures/figure.ts'
import type { PartRow } from '../../shared/team-figures/parts.ts'
import { Table } from '../ui/chart/table.tsx'
import { useWords } from './use-words.ts'
import { completionWords, numberWords, shareWords, valueWords } from './words.ts'

interface Props {
  readonly measure: 'solved' | 'rating'
  readonly title: string
  readonly rows: readonly PartRow[]
  readonly name: (part: PartRow['part']) => string
  /** Why there is nothing. */
  readonly none: string
}

export function PartBars({ measure, title, rows, name, none }: Props) {
  const words = useWords()
  const { t, formats } = words
  const id = useId()
  const at = (value: number) => (measure === 'rating' ? ((value - 1) / 4) * 100 : value * 100)
  const interval = ({ low, high }: { readonly low: number; readonly high: number }) =>
    `${numberWords(words, measure, low)} – ${numberWords(words, measure, high)}`
  if (rows.length === 0)
    return (
      <section className="chart" aria-labelledby={id}>
        <h3 id={id}>{title}</h3>
        <p className="hint">{none}</p>
      </section>
    )
  return (
    <section className="chart" aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      <ul className="part-bars">
        {rows.map((row) => {
          const figure = row[measure]
          return (
            <li key={`${row.part.kind} ${row.part.kind === 'named' ? row.part.name : ''}`}>
              <div className="part-bar-words">
                <span className="part-bar-name">{name(row.part)}</span>
                <strong>
                  {figure === undefined ? t('board.hidden-short') : valueWords(words, measure, figure)}
                </strong>
              </div>
              <svg className="part-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                <rect className="part-track" width="100" height="5" />
                {figure !== undefined && (
                  <>
                    <rect className="part-fill" width={at(middleOf(figure.value))} height="5" />
                    {!isPoint(figure.value) && (
                      <rect
                        className="part-range"
                        x={at(figure.value.low)}
                        width={at(figure.value.high) - at(figure.value.low)}
                        height="5"
                      />
                    )}
                    {figure.interval !== undefined && (
                      <line
                        className="part-interval"
                        x1={at(figure.interval.low)}
                        x2={at(figure.interval.high)}
                        y1="7"
                        y2="7"
                      />
                    )}
                  </>
                )}
              </svg>
              {figure !== undefined && (
                <p className="hint">
                  {[
                    ...(figure.interval === undefined ? [] : [interval(figure.interval)]),
                    t(`board.n-${measure}`, { n: figure.n }),
                    completionWords(words, row.completion),
                  ].join(' · ')}
                </p>
              )}
            </li>
          )
        })}
      </ul>
      <Table
        title={title}
        caption={title}
        columns={[
          t('board.col-part'),
          t('board.col-value'),
          t('board.col-interval'),
          t('board.col-n'),
          t('board.col-completion'),
        ]}
        rows={rows.map((row) => {
          const figure = row[measure]
          return [
            name(row.part),
            figure === undefined ? t('board.hidden-short') : valueWords(words, measure, figure),
            figure?.interval === undefined ? '–' : interval(figure.interval),
            figure === undefined ? '–' : formats.count(figure.n),
            row.completion === undefined ? '–' : shareWords(words, row.completion.value),
          ]
        })}
      />
    </section>
  )
}
