/** Axes of the charts. */
import { CHART } from './chart.tsx'

export interface Tick {
  readonly at: number
  readonly word: string
}

/** Horizontal lines with their words at the left. */
export function ValueAxis({ ticks }: { readonly ticks: readonly Tick[] }) {
  return ticks.map(({ at, word }) => (
    <g key={at}>
      <line className="grid" x1={CHART.left} x2={CHART.width - CHART.right} y1={at} y2={at} />
      <text className="tick" x={CHART.left - 8} y={at} textAnchor="end" dominantBaseline="middle">
        {word}
      </text>
    </g>
  ))
}

/** Words below the chart. */
export function TimeAxis({ ticks }: { readonly ticks: readonly Tick[] }) {
  return ticks.map(({ at, word }) => (
    <text key={at} className="tick" x={at} y={CHART.height - 6} textAnchor="middle">
      {word}
    </text>
  ))
}

/** A vertical line through the chosen point. */
export function Cursor({ at }: { readonly at: number | undefined }) {
  if (at === undefined) return undefined
  return <line className="cursor" x1={at} x2={at} y1={CHART.top} y2={CHART.height - CHART.bottom} />
}
