/** Channels or queues beside each other: how many, how many of them rated, share solved and mean with their intervals. */
import { useId, useState, type ReactNode } from 'react'
import type { OwnPart } from '../../shared/own-view.ts'
import { meanEstimate } from '../../shared/statistics/mean.ts'
import { shareOf } from '../../shared/statistics/wilson.ts'
import { useApp } from '../ui/app.ts'
import { Meter } from '../ui/chart/meter.tsx'
import { ratingSums } from './figures.ts'

interface Props<P extends OwnPart> {
  readonly title: string
  /** Heading of the names. */
  readonly column: string
  readonly parts: readonly P[]
  readonly name: (part: P) => ReactNode
}

/** More of them are shown on demand. */
const SHOWN = 6

export function PartsTable<P extends OwnPart>({ title, column, parts, name }: Props<P>) {
  const { translator, formats } = useApp()
  const { t } = translator
  const id = useId()
  const [all, setAll] = useState(false)
  if (parts.length === 0) return undefined
  return (
    <section className="chart parts" aria-labelledby={id}>
      <header className="chart-head">
        <div>
          <h2 id={id}>{title}</h2>
          <p className="hint">{t('own.parts-hint')}</p>
        </div>
      </header>
      <section
        className="parts-table"
        data-scrolls
        aria-label={`${title}: ${t('own.parts-table')}`}
        // It scrolls by itself, so a keyboard must reach it.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
      >
        <table>
          <caption className="only-for-ears">{`${title}. ${t('own.parts-hint')}`}</caption>
          <thead>
            <tr>
              <th scope="col">{column}</th>
              <th scope="col">{t('own.col-completion')}</th>
              <th scope="col">{t('own.col-solved')}</th>
              <th scope="col">{t('own.col-mean')}</th>
            </tr>
          </thead>
          <tbody>
            {(all ? parts : parts.slice(0, SHOWN)).map((part) => (
              <tr key={part.name ?? ''}>
                <th scope="row">{name(part)}</th>
                <td>
                  {t('own.rated-of', { rated: formats.count(part.rated), ended: formats.count(part.ended) })}
                </td>
                <SolvedCell part={part} />
                <MeanCell part={part} />
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {!all && parts.length > SHOWN && (
        <button type="button" className="secondary show-all" onClick={() => setAll(true)}>
          {t('own.show-all', { n: parts.length })}
        </button>
      )}
    </section>
  )
}

function SolvedCell({ part: { solvedYes, solvedNo } }: { readonly part: OwnPart }) {
  const { translator, formats } = useApp()
  const estimate = shareOf(solvedYes, solvedYes + solvedNo)
  if (estimate === undefined) return <td>–</td>
  const { value, n, interval } = estimate
  return (
    <td>
      <strong>{formats.percent(value)}</strong>
      <Meter value={value} low={interval?.low} high={interval?.high} />
      <Base n={n}>
        {interval !== undefined &&
          translator.t('own.between', {
            low: formats.percent(interval.low),
            high: formats.percent(interval.high),
          })}
      </Base>
    </td>
  )
}

function MeanCell({ part }: { readonly part: OwnPart }) {
  const { translator, formats } = useApp()
  const estimate = meanEstimate(ratingSums(part))
  if (estimate === undefined) return <td>–</td>
  const { value, n, interval } = estimate
  // The scale begins at 1.
  const place = (rating: number): number => (rating - 1) / 4
  return (
    <td>
      <strong>{formats.mean(value)}</strong>
      <Meter
        value={place(value)}
        low={interval && place(interval.low)}
        high={interval && place(interval.high)}
      />
      <Base n={n}>
        {interval !== undefined &&
          translator.t('own.between', { low: formats.mean(interval.low), high: formats.mean(interval.high) })}
      </Base>
    </td>
  )
}

/** What a figure stands on. */
function Base({ n, children }: { readonly n: number; readonly children: ReactNode }) {
  const { translator, formats } = useApp()
  return (
    <span className="base">
      {children !== false && <span>{children}</span>}{' '}
      <span>{translator.t('own.n', { n: formats.count(n) })}</span>
    </span>
  )
}
