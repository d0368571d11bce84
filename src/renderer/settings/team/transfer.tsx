/** A code with which another computer of the same agent counts as the same agent. */
import { useId, useState } from 'react'
import type { TransferCode } from '../../../shared/views.ts'
import type { RefusalCode } from '../../../shared/result.ts'
import { announce } from '../../ui/announcer.tsx'
import { useApp } from '../../ui/app.ts'
import { invoke } from '../../ui/bridge.ts'
import { Problem } from '../../ui/problem.tsx'
import { Field } from '../field.tsx'

type Answer = TransferCode | { readonly refused: RefusalCode }

export function Transfer() {
  const { translator, formats } = useApp()
  const { t } = translator
  const id = useId()
  const [busy, setBusy] = useState(false)
  const [answer, setAnswer] = useState<Answer | undefined>()
  const make = async (): Promise<void> => {
    if (busy) return
    setBusy(true)
    const result = await invoke('sync:transfer-code')
    setBusy(false)
    setAnswer(result.ok ? result.value : { refused: result.code })
    if (result.ok && result.value.made) announce(`${t('team.transfer-code')}: ${result.value.code}`)
  }
  const made = answer !== undefined && 'made' in answer && answer.made ? answer : undefined
  const problem = answer !== undefined && 'made' in answer && !answer.made ? answer.problem : undefined
  return (
    <Field
      id={id}
      label={t('team.transfer')}
      hint={t('team.transfer-hint')}
      problem={
        problem === undefined
          ? undefined
          : problem === 'not-enrolled'
            ? t('sync-connection.unknown')
            : t(`enrol-problem.${problem}`)
      }
      state={{ s: 'idle' }}
    >
      {made !== undefined && (
        <>
          <input
            type="text"
            readOnly
            className="code"
            aria-label={t('team.transfer-code')}
            aria-describedby={`${id}-until`}
            value={made.code}
            onFocus={(event) => event.target.select()}
          />
          <span id={`${id}-until`} className="hint">
            {t('team.transfer-until', { until: formats.moment(made.expiresAt) })}
          </span>
        </>
      )}
      <button
        type="button"
        className="secondary"
        aria-describedby={`${id}-hint`}
        aria-disabled={busy}
        onClick={() => void make()}
      >
        {t('team.transfer-make')}
      </button>
      {answer !== undefined && 'refused' in answer && <Problem code={answer.refused} />}
    </Field>
  )
}
