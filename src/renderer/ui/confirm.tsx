/** A question in place of the button that led to it; the safe button has the focus. */
import { useId, type ReactNode } from 'react'

interface Props {
  readonly question: ReactNode
  /** Name of the group for screen readers; left out: the question. */
  readonly label?: string
  /** Leaves everything as it is. */
  readonly safe: string
  readonly onSafe: () => void
  readonly go: string
  readonly onGo: () => void
  /** `danger`: what follows can't be undone. */
  readonly weight: 'danger' | 'secondary'
  readonly busy?: boolean
  /** What became of it. */
  readonly children?: ReactNode
}

export function Confirm(props: Props) {
  const { question, label, safe, onSafe, go, onGo, weight, busy = false, children } = props
  const id = useId()
  return (
    <fieldset
      className="confirm"
      {...(label === undefined ? { 'aria-labelledby': id } : { 'aria-label': label })}
    >
      <div id={id}>{question}</div>
      <div className="confirm-buttons">
        {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- the question replaces the button that had the focus */}
        <button type="button" className="secondary" autoFocus onClick={onSafe}>
          {safe}
        </button>
        <button
          type="button"
          className={weight}
          aria-disabled={busy}
          onClick={() => {
            if (!busy) onGo()
          }}
        >
          {go}
        </button>
      </div>
      {children}
    </fieldset>
  )
}
