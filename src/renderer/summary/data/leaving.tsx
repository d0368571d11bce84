/** Leaving the team, for who isn't in one by the administrators' will. */
import { useId } from 'react'
import type { SyncView } from '../../../shared/sync.ts'
import { announce } from '../../ui/announcer.tsx'
import { useText } from '../../ui/app.ts'
import { LeaveTeam } from '../../ui/leave-team.tsx'

/** @param left what had the focus is gone */
export function Leaving({ sync, left }: { readonly sync: SyncView; readonly left: () => void }) {
  const t = useText()
  const id = useId()
  if (sync.connection === 'none' || sync.managed) return undefined
  return (
    <section className="chart" aria-labelledby={id}>
      <header className="chart-head">
        <h2 id={id}>{t('own.leave')}</h2>
        <p className="hint">{t('own.leave-hint')}</p>
      </header>
      <LeaveTeam
        pending={sync.pending}
        onLeft={() => {
          announce(t('team.left'))
          left()
        }}
      />
    </section>
  )
}
