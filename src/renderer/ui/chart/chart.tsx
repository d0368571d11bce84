/**
 * The frame of every chart: a heading with its figure, the picture, the chosen point in words, the same as a table.
 */
import { useId, useState, type PointerEvent, type ReactNode } from 'react'
import { Explorer } from './explorer.tsx'

/** The charts' own coordinates; the SVG scales them. */
export const CHART = { width: 640, height: 180, left: 52, right: 12, top: 12, bottom: 30 } as const

interface Props {
  readonly title: string
  readonly hint: string
  /** What the picture shows, for screen readers. */
  readonly label: string
  /** What the slider chooses. */
  readonly explore: string
  readonly figure: ReactNode
  /** Middle of each point, in the chart's coordinates. */
  readonly places: readonly number[]
  /** Each point in words, or a function for those of many points: only what is looked at is put into words. */
  readonly words: readonly string[] | ((at: number) => string)
  readonly renderPicture: (chosen: number | undefined) => ReactNode
  /** What the signs in the picture mean. */
  readonly legend?: ReactNode
  readonly table: ReactNode
}

export function Chart(props: Props) {
  const { title, hint, label, explore, figure, places, words, renderPicture, legend, table } = props
  const id = useId()
  const last = places.length - 1
  const [reached, setReached] = useState(last)
  const [shown, setShown] = useState(false)
  const at = Math.min(reached, last)

  const said = typeof words === 'function' ? words(at) : (words[at] ?? '')

  const find = (event: PointerEvent<HTMLElement>): number => {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    return nearest(places, ((event.clientX - left) / width) * CHART.width)
  }

  return (
    <section className="chart" aria-labelledby={id}>
      <header className="chart-head">
        <div>
          <h2 id={id}>{title}</h2>
          <p className="hint">{hint}</p>
        </div>
        <div className="chart-figure">{figure}</div>
      </header>
      <div className="chart-picture">
        <svg viewBox={`0 0 ${CHART.width} ${CHART.height}`} aria-hidden="true" focusable="false">
          {renderPicture(shown ? at : undefined)}
        </svg>
        <Explorer
          label={`${label}. ${explore}`}
          count={places.length}
          at={at}
          said={said}
          find={find}
          onReach={setReached}
          onShow={setShown}
        />
      </div>
      <p className="chart-words" aria-hidden="true">
        {said}
      </p>
      {legend}
      {table}
    </section>
  )
}

function nearest(places: readonly number[], x: number): number {
  let best = 0
  for (const [at, place] of places.entries()) {
    if (Math.abs(place - x) < Math.abs((places[best] ?? Number.POSITIVE_INFINITY) - x)) best = at
  }
  return best
}
