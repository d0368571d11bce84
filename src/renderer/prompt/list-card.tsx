/** Several interactions that have waited: one compact row each, rated one after the other. */
import { useEffect, useRef, useState } from 'react'
import type { Rating } from '../../shared/records.ts'
import type { InteractionView } from '../../shared/views.ts'
import { useText } from '../ui/app.ts'
import { Icon } from '../ui/icons.tsx'
import { answerKey, isTextField } from '../ui/keys.ts'
import { ListRow } from './list-row.tsx'
import { closeCard } from './card-view.ts'

interface Props {
  readonly interactions: readonly InteractionView[]
  /** The last answer isn't written yet, and the main process keeps trying. */
  readonly kept: boolean
}

export function ListCard({ interactions, kept }: Props) {
  const t = useText()
  const [reached, setReached] = useState<string | undefined>()
  // How many there were when the card came: rated ones stay in the list, and the heading doesn't count down.
  const open = interactions.filter(({ outcome }) => outcome === null || outcome === 'expired')
  const marked = open.find(({ id }) => id === reached)?.id ?? open[0]?.id
  const rows = useRef(new Map<string, (rating: Rating) => void>())

  const latest = useRef({ open, marked })
  useEffect(() => {
    latest.current = { open, marked }
  })
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.repeat || isTextField(event.target)) return
      const { open: waiting, marked: at } = latest.current
      const key = answerKey(event)
      if (key?.do === 'rate' && at !== undefined) {
        event.preventDefault()
        rows.current.get(at)?.(key.rating)
      } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        const place = waiting.findIndex(({ id }) => id === at)
        const next = waiting[place + (event.key === 'ArrowDown' ? 1 : -1)]
        if (next === undefined) return
        event.preventDefault()
        event.stopPropagation()
        setReached(next.id)
        document.querySelector<HTMLElement>(`#row-${next.id} [role=radio][tabindex="0"]`)?.focus()
      }
    }
    // Before the faces see the arrow: up and down change the row here, left and right the face.
    document.addEventListener('keydown', press, { capture: true })
    return () => document.removeEventListener('keydown', press, { capture: true })
  }, [])

  // The faces that had the focus are gone with the rating: a keyboard goes on with the next row.
  useEffect(() => {
    if (reached === undefined || document.activeElement !== document.body) return
    document.querySelector<HTMLElement>(`#row-${marked ?? ''} [role=radio][tabindex="0"]`)?.focus()
  }, [marked, reached])

  return (
    <div className="list">
      <header className="card-head">
        <h1 className="list-title">{t('card.waited', { count: interactions.length })}</h1>
        <button
          type="button"
          className="icon-button"
          aria-label={t('action.close')}
          title={`${t('action.close')} (Esc)`}
          aria-keyshortcuts="Escape"
          onClick={() => void closeCard()}
        >
          <Icon name="close" />
        </button>
      </header>
      <ul className="rows">
        {interactions.map((interaction) => (
          <ListRow
            key={interaction.id}
            interaction={interaction}
            kept={kept}
            marked={interaction.id === marked}
            onReach={() => setReached(interaction.id)}
            register={(rate) => {
              rows.current.set(interaction.id, rate)
            }}
          />
        ))}
      </ul>
      <p className="hint">{t(open.length === 0 ? 'card.all-done' : 'card.list-hint')}</p>
    </div>
  )
}
