/**
 * The numbers 0 to 10 as a radio group. Choosing is saving, so arrows and digits only move the focus, and Enter or Space
 * chooses, as with the faces.
 */
import { useRef, useState, type KeyboardEvent } from 'react'
import { useText } from './app.ts'
import { digitOf, moveBy } from './keys.ts'

export const SCORES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const
const LAST = SCORES.length - 1

/** A 0 so soon after a 1 makes ten of it. */
const TEN_MS = 1000

interface Props {
  readonly labelledBy: string
  readonly describedBy: string
  readonly chosen: number | null
  /** The chosen number isn't written yet. */
  readonly unsaved: boolean
  readonly onChoose: (score: number) => void
}

export function ScoreGroup({ labelledBy, describedBy, chosen, unsaved, onChoose }: Props) {
  const t = useText()
  const group = useRef<HTMLDivElement>(null)
  const oneAt = useRef(Number.NEGATIVE_INFINITY)
  const [reached, setReached] = useState<number | undefined>()
  const tabStop = reached ?? chosen ?? 0

  const move = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    const digit = digitOf({ key: event.key, code: event.code })
    const next = digit === undefined ? moveBy(event.key, tabStop, SCORES.length) : scoreOf(digit, event)
    if (next === undefined) return
    event.preventDefault()
    // Digits mean the day's faces elsewhere in the window.
    event.stopPropagation()
    setReached(next)
    group.current?.querySelectorAll<HTMLElement>('[role=radio]')[next]?.focus()
  }
  const scoreOf = (digit: number, { timeStamp }: KeyboardEvent): number => {
    const isTen = digit === 0 && timeStamp - oneAt.current < TEN_MS
    oneAt.current = digit === 1 ? timeStamp : Number.NEGATIVE_INFINITY
    return isTen ? LAST : digit
  }

  return (
    <div className="scores">
      {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- one of its radios has the focus */}
      <div
        ref={group}
        className="score-group"
        role="radiogroup"
        aria-labelledby={labelledBy}
        aria-describedby={describedBy}
        onKeyDown={move}
      >
        {SCORES.map((score) => (
          <button
            key={score}
            type="button"
            // A native radio would save on every arrow key; see above.
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
            role="radio"
            aria-checked={score === chosen}
            aria-label={t(
              score === 0 ? 'pulse.score-low' : score === LAST ? 'pulse.score-high' : 'pulse.score',
              {
                score,
              },
            )}
            tabIndex={score === tabStop ? 0 : -1}
            className={`score${score === chosen && unsaved ? ' score-unsaved' : ''}`}
            onFocus={() => setReached(score)}
            onClick={() => onChoose(score)}
          >
            {score}
          </button>
        ))}
      </div>
      <div className="score-ends" aria-hidden="true">
        <span>{t('pulse.low')}</span>
        <span>{t('pulse.high')}</span>
      </div>
    </div>
  )
}
