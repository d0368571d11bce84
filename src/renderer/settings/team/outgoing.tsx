/** "What leaves, word for word": the next events exactly as they are sent. */
import { useState } from 'react'
import type { OutgoingView, TeamView } from '../../../shared/views.ts'
import { useApp } from '../../ui/app.ts'
import { invoke } from '../../ui/bridge.ts'
import { Problem } from '../../ui/problem.tsx'
import { kindOf, periodOf, periodWords } from '../../ui/wire-words.ts'
import { useFetched } from './use-fetched.ts'

const ask = () => invoke('sync:outgoing')

export function Outgoing({ view }: { readonly view: TeamView }) {
  const { translator } = useApp()
  const { t } = translator
  const [open, setOpen] = useState(false)
  const outgoing = useFetched(ask, open)
  const isAlone = view.sync.connection === 'none'
  return (
    <details className="outgoing" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('team.next')}</summary>
      <p className="hint">{t(isAlone ? 'team.next-hint-alone' : 'team.next-hint')}</p>
      {outgoing !== undefined && 'refused' in outgoing && <Problem code={outgoing.refused} />}
      {outgoing !== undefined && 'value' in outgoing && (
        <Events outgoing={outgoing.value} isAlone={isAlone} />
      )}
    </details>
  )
}

function Events({ outgoing, isAlone }: { readonly outgoing: OutgoingView; readonly isAlone: boolean }) {
  const { translator, formats } = useApp()
  const { t } = translator
  const { events, more } = outgoing
  if (events.length === 0) return <p>{t(isAlone ? 'team.next-none-alone' : 'team.next-none')}</p>
  return (
    <>
      <ol className="entries">
        {events.map((event) => (
          <li key={event.id}>
            <p className="entry-name">
              {t('team.kind', { kind: kindOf(event) })}, {periodWords(formats, periodOf(event))}:{' '}
              {t('team.next-state', { state: isAlone ? 'alone' : 'waiting' })}
            </p>
            <pre className="exact">{JSON.stringify(event, null, 2)}</pre>
          </li>
        ))}
      </ol>
      {more > 0 && <p className="hint">{t('team.next-more', { more })}</p>}
    </>
  )
}
