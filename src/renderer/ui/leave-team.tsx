/** Leaving the team: asked once, in place; the safe button has the focus. */
import { useState } from 'react'
import type { RefusalCode } from '../../shared/result.ts'
import type { TeamView } from '../../shared/views.ts'
import { useText } from './app.ts'
import { invoke } from './bridge.ts'
import { Confirm } from './confirm.tsx'
import { Problem } from './problem.tsx'

interface Props {
  /** How many answers haven't been sent. */
  readonly pending: number
  /** It is done, and what had the focus is gone. */
  readonly onLeft: (now: TeamView) => void
}

export function LeaveTeam({ pending, onLeft }: Props) {
  const t = useText()
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<RefusalCode | undefined>()
  const leave = async (): Promise<void> => {
    setBusy(true)
    const result = await invoke('sync:disconnect')
    setBusy(false)
    if (result.ok) onLeft(result.value)
    else setProblem(result.code)
  }
  if (!asking)
    return (
      <div className="buttons">
        <button type="button" className="secondary" onClick={() => setAsking(true)}>
          {t('team.leave')}
        </button>
      </div>
    )
  return (
    <Confirm
      question={
        <p>
          {t('team.leave-question')}
          {pending > 0 && ` ${t('team.leave-unsent', { pending })}`}
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
  )
}
