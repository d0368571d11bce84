/**
 * Faces as a radio group. Choosing is saving, so arrow keys only move the focus and Enter or Space chooses, as in a
 * toolbar: https://www.w3.org/WAI/ARIA/apg/patterns/radio/#keyboardinteraction
 */
import { useRef, useState, type KeyboardEvent } from 'react'
import type { MessageKey } from '../../shared/messages/index.ts'
import { SMILEYS } from '../../shared/lists.ts'
import type { Smiley } from '../../shared/records.ts'
import { useText } from './app.ts'
import { Face, type FaceName } from './faces.tsx'
import { moveBy } from './keys.ts'

/** Best first: the key of a smiley is its place. */
export const SMILEYS_OF: Readonly<Record<2 | 3, readonly Smiley[]>> = {
  2: ['happy', 'sad'],
  3: SMILEYS,
}

export const faceWord = (name: FaceName): MessageKey =>
  typeof name === 'number' ? `rating.${name}` : `smiley.${name}`

interface Props<F extends FaceName> {
  readonly faces: readonly F[]
  /** Name of the group for screen readers. */
  readonly label: string
  readonly chosen: F | null
  readonly onChoose: (face: F) => void
  /** `large`: with words and keys; `small`: faces only, words in names and tooltips. */
  readonly size: 'large' | 'small'
  /** The chosen face isn't written yet. */
  readonly unsaved?: boolean
  /** Whether the digit keys lead here, so that their digits are shown. */
  readonly keys?: boolean
  /** One of the faces got the focus. */
  readonly onReach?: () => void
}

export function FaceGroup<F extends FaceName>({
  faces,
  label,
  chosen,
  onChoose,
  size,
  unsaved = false,
  keys = size === 'large',
  onReach,
}: Props<F>) {
  const t = useText()
  const group = useRef<HTMLDivElement>(null)
  const [reached, setReached] = useState<number | undefined>()
  const chosenAt = chosen === null ? -1 : faces.indexOf(chosen)
  const tabStop = reached ?? Math.max(chosenAt, 0)

  const move = (event: KeyboardEvent): void => {
    const next = moveBy(event.key, tabStop, faces.length)
    if (next === undefined || event.ctrlKey || event.altKey || event.metaKey) return
    event.preventDefault()
    event.stopPropagation()
    setReached(next)
    group.current?.querySelectorAll<HTMLElement>('[role=radio]')[next]?.focus()
  }

  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- one of its radios has the focus
    <div
      ref={group}
      className={`face-group face-group-${size} face-group-of-${faces.length}`}
      role="radiogroup"
      aria-label={label}
      onKeyDown={move}
    >
      {faces.map((face, at) => {
        const word = t(faceWord(face))
        const checked = face === chosen
        return (
          <button
            key={face}
            type="button"
            // A native radio would save on every arrow key; see above.
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
            role="radio"
            aria-checked={checked}
            aria-label={checked && unsaved ? `${word} (${t('state.not-saved')})` : word}
            {...(size === 'small' ? { title: word } : {})}
            {...(keys ? { 'aria-keyshortcuts': String(at + 1) } : {})}
            tabIndex={at === tabStop ? 0 : -1}
            className={`face-choice${checked && unsaved ? ' face-unsaved' : ''}`}
            onFocus={() => {
              setReached(at)
              onReach?.()
            }}
            onClick={() => onChoose(face)}
          >
            <Face name={face} />
            {size === 'large' && <span className="face-word">{word}</span>}
            {size === 'large' && keys && <kbd aria-hidden="true">{at + 1}</kbd>}
          </button>
        )
      })}
    </div>
  )
}
