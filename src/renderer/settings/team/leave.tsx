/** Leaving the team: asked once, in place; the safe button has the focus. */
import { useId, useState } from 'react'
import type { RefusalCode } from '../../../shared/result.ts'
import { useText } from '../../ui/app.ts'
import { invoke } from '../../ui/bridge.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { Problem } from '../../ui/problem.tsx'
import { Field } from '../field.tsx'
import { useTeam } from './state.ts'

export function Leave({ pending, left }: { readonly pending: number; readonly left: () => void }) {
  const t = useText()
  const id = useId()
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<RefusalCode | undefined>()
  const leave = async (): Promise<void> => {
    setBusy(true)
    const result = await invoke('sync:disconnect')
    setBusy(false)
    if (!result.ok) {
      setProblem(result.code)
      return
    }
    useTeam.update(() => result.value)
    left()
  }
  return (
    <Field id={id} label={t('team.leave-label')} state={{ s: 'idle' }}>
      {asking ? (
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
      ) : (
        <button type="button" className="secondary" onClick={() => setAsking(true)}>
          {t('team.leave')}
        </button>
      )}
    </Field>
  )
}
