import { CHART } from '../ui/chart/chart.tsx'

/** A small cross at the foot of a chart, where there is a figure that can't be shown. */
export function HiddenMark({ x }: { readonly x: number }) {
  const foot = CHART.height - CHART.bottom - 5
  return <path className="mark-hidden" d={`M${x - 3} ${foot - 3}l6 6m0-6l-6 6`} />
}
