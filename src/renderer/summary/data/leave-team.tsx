/** Leaving the team: asked once, in place; the safe button has the focus. */
import { useId, useState } from 'react'
import type { RefusalCode } from '../../../shared/result.ts'
import type { SyncView } from '../../../shared/sync.ts'
import { announce } from '../../ui/announcer.tsx'
import { useText } from '../../ui/app.ts'
import { invoke } from '../../ui/bridge.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { Problem } from '../../ui/problem.tsx'

/** @param left what had the focus is gone */
export function LeaveTeam({ sync, left }: { readonly sync: SyncView; readonly left: () => void }) {
  const t = useText()
  const id = useId()
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<RefusalCode | undefined>()
  if (sync.connection === 'none' || sync.managed) return undefined
  const leave = async (): Promise<void> => {
    setBusy(true)
    const result = await invoke('sync:disconnect')
    setBusy(false)
    if (!result.ok) {
      setProblem(result.code)
      return
    }
    announce(t('team.left'))
    left()
  }
  return (
    <section className="chart" aria-labelledby={id}>
      <header className="chart-head">
        <h2 id={id}>{t('own.leave')}</h2>
        <p className="hint">{t('own.leave-hint')}</p>
      </header>
      {asking ? (
        <Confirm
          question={
            <p>
              {t('team.leave-question')}
              {sync.pending > 0 && ` ${t('team.leave-unsent', { pending: sync.pending })}`}
            </p>
          }
          safe={t('team.stay')}
          onSafe={() => setAsking(false)}
          go={t('team.leave')}
          onGo={() => void leave()}
          weight="danger"
          busy={busy}
        >
          {problem !== undefined && <Problem code={problem} />}
        </Confirm>
      ) : (
        <div className="buttons">
          <button type="button" className="secondary" onClick={() => setAsking(true)}>
            {t('team.leave')}
          </button>
        </div>
      )}
    </section>
  )
}
