/**
 * A slider over a picture: arrow keys lead from point to point, and a screen reader hears each in words. The pointer
 * chooses the point below it.
 */
import type { PointerEvent } from 'react'

interface Props {
  /** What the picture shows and what the slider chooses, for screen readers. */
  readonly label: string
  /** Each point in words. */
  readonly words: readonly string[]
  readonly at: number
  /** Which point is below the pointer; `undefined`: none. */
  readonly find: (event: PointerEvent<HTMLInputElement>) => number | undefined
  readonly onReach: (at: number) => void
  /** Whether somebody looks for a point at the moment. */
  readonly onShow: (shown: boolean) => void
}

export function Explorer({ label, words, at, find, onReach, onShow }: Props) {
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
      max={words.length - 1}
      value={at}
      aria-label={label}
      aria-valuetext={words[at] ?? ''}
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
