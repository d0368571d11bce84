/** Share solved, rating and happy days by fixed windows: day, week, month, quarter. */
import { useMemo, useState } from 'react'
import { WINDOW_KINDS, type WindowKind } from '../../shared/statistics/windows.ts'
import { SHOWN_MEASURES, type ShownMeasure } from '../../shared/team-figures/measures.ts'
import { trendOf } from '../../shared/team-figures/trend.ts'
import type { LeadBoard } from '../../shared/team-view.ts'
import type { WindowAnswer } from '../../shared/wire/summaries.ts'
import { useApp } from '../ui/app.ts'
import { Later } from '../ui/later.tsx'
import { Choice } from './choice.tsx'
import { Export } from './export.tsx'
import { TrendChart } from './trend-chart.tsx'

/** Windows that a chart shows; the wire has more days than fit. */
const SHOWN: Readonly<Record<WindowKind, number>> = { day: 65, week: 53, month: 60, quarter: 20 }

export function FiguresSection({ lead }: { readonly lead: LeadBoard }) {
  const { translator, formats } = useApp()
  const { t } = translator
  const [by, setBy] = useState<WindowKind>('week')
  const { windows, threshold, closedTo } = lead[by]
  const [first, ...rest] = SHOWN_MEASURES.map((measure) => (
    // Other windows are another chart: it begins at its newest point.
    <Figure key={`${by} ${measure}`} measure={measure} windows={windows} by={by} threshold={threshold} />
  ))
  return (
    <>
      <div className="section-head">
        <Choice
          label={t('board.by')}
          options={WINDOW_KINDS.map((kind) => ({ value: kind, name: t(`board.by-${kind}`) }))}
          value={by}
          choose={setBy}
        />
        <Export formats={['csv']} by={by} />
      </div>
      <p className="hint">
        {closedTo === null
          ? t('board.closed-none')
          : t('board.closed-to', { day: formats.dayLong(closedTo) })}
      </p>
      <div className="charts">
        {first}
        <Later
          instead={rest.map(({ key }) => (
            <div key={key} className="chart chart-place" />
          ))}
        >
          {rest}
        </Later>
      </div>
      <p className="hint">{t('board.rules', { threshold })}</p>
    </>
  )
}

interface FigureProps {
  readonly measure: ShownMeasure
  readonly windows: readonly WindowAnswer[]
  readonly by: WindowKind
  readonly threshold: number
}

/** One measure, worked out when it is drawn. */
function Figure({ measure, windows, by, threshold }: FigureProps) {
  const trend = useMemo(() => trendOf(measure, windows, SHOWN[by]), [measure, windows, by])
  return <TrendChart measure={measure} trend={trend} by={by} threshold={threshold} />
}
