/**
 * A slider over a picture: arrow keys lead from point to point, and a screen reader hears each in words. The pointer
 * chooses the point below it.
 */
import type { PointerEvent } from 'react'

interface Props {
  /** What the picture shows and what the slider chooses, for screen readers. */
  readonly label: string
  /** How many points there are. */
  readonly count: number
  readonly at: number
  /** The chosen point in words. */
  readonly said: string
  /** Which point is below the pointer; `undefined`: none. */
  readonly find: (event: PointerEvent<HTMLInputElement>) => number | undefined
  readonly onReach: (at: number) => void
  /** Whether somebody looks for a point at the moment. */
  readonly onShow: (shown: boolean) => void
}

export function Explorer({ label, count, at, said, find, onReach, onShow }: Props) {
  const point = (event: PointerEvent<HTMLInputElement>): void => {
    const found = find(event)
    if (found === undefined) return
    onReach(found)
    onShow(true)
  }
  return (
    <input
      className="explorer"
      type="range"
      min={0}
      max={count - 1}
      value={at}
      aria-label={label}
      aria-valuetext={said}
      onChange={(event) => onReach(Number(event.target.value))}
      onPointerMove={point}
      onPointerDown={(event) => {
        // The point below the pointer counts, not the place of the slider's thumb.
        event.preventDefault()
        event.currentTarget.focus()
        point(event)
      }}
      onPointerLeave={(event) => onShow(event.currentTarget === document.activeElement)}
      onFocus={() => onShow(true)}
      onBlur={() => onShow(false)}
    />
  )
}
