/** Erasing everything: says what goes and what stays, then asks once more, in place; the safe button has the focus. */
import { useEffect, useId, useRef, useState } from 'react'
import type { Translator } from '../../../shared/messages/index.ts'
import type { SyncCallProblem, SyncView } from '../../../shared/sync.ts'
import type { RefusalCode } from '../../../shared/result.ts'
import { announce } from '../../ui/announcer.tsx'
import { useText } from '../../ui/app.ts'
import { invoke } from '../../ui/bridge.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { Icon } from '../../ui/icons.tsx'
import { Problem, Sentence } from '../../ui/problem.tsx'
import { canAskCollector } from './state.ts'
import { WhatGoes } from './what-goes.tsx'

type Failed = { readonly problem: SyncCallProblem } | { readonly refused: RefusalCode }
type Step =
  | { readonly s: 'idle' | 'explained' | 'busy' | 'done' }
  | { readonly s: 'sure'; readonly failed?: Failed }

export function Erase({ sync }: { readonly sync: SyncView }) {
  const t = useText()
  const id = useId()
  const [step, setStep] = useState<Step>({ s: 'idle' })
  // The collector couldn't be asked, and the agent wants at least what is here to be gone.
  const [hereOnly, setHereOnly] = useState(false)
  const there = canAskCollector(sync) && !hereOnly
  const start = useRef<HTMLButtonElement>(null)
  const done = useRef<HTMLParagraphElement>(null)
  const [isBack, setBack] = useState(false)

  useEffect(() => {
    if (step.s === 'done') done.current?.focus()
    if (step.s === 'idle' && isBack) start.current?.focus()
  }, [step, isBack])

  const keep = (): void => {
    setBack(true)
    setHereOnly(false)
    setStep({ s: 'idle' })
  }
  const erase = async (): Promise<void> => {
    setStep({ s: 'busy' })
    announce(t('own.erase-busy'))
    const result = await invoke('own:erase', { collector: there })
    if (!result.ok) setStep({ s: 'sure', failed: { refused: result.code } })
    else if (result.value.erased) {
      announce(t('own.erase-done'))
      setStep({ s: 'done' })
    } else {
      announce(problemWords(t, result.value.problem))
      setStep({ s: 'sure', failed: { problem: result.value.problem } })
    }
  }

  return (
    <section className="chart" aria-labelledby={id}>
      <header className="chart-head">
        <h2 id={id}>{t('own.erase')}</h2>
        <p className="hint">{t('own.erase-hint')}</p>
      </header>
      {step.s === 'done' && (
        <p ref={done} tabIndex={-1}>
          <span className="done">
            <Icon name="check" /> {t('own.erase-done')}
          </span>
        </p>
      )}
      {(step.s === 'idle' || step.s === 'done') && (
        <div className="buttons">
          <button ref={start} type="button" className="secondary" onClick={() => setStep({ s: 'explained' })}>
            <Icon name="trash" /> {t('own.erase-start')}
          </button>
        </div>
      )}
      {step.s === 'explained' && (
        <Confirm
          key={`explained ${String(hereOnly)}`}
          question={<WhatGoes sync={sync} there={there} />}
          safe={t('own.erase-keep')}
          onSafe={keep}
          go={t('own.erase-go-on')}
          onGo={() => setStep({ s: 'sure' })}
          weight="secondary"
        />
      )}
      {(step.s === 'sure' || step.s === 'busy') && (
        <Confirm
          key="sure"
          question={<p className="erase-sure">{t('own.erase-sure')}</p>}
          safe={t('own.erase-keep')}
          onSafe={keep}
          go={t('own.erase-now')}
          onGo={() => void erase()}
          weight="danger"
          busy={step.s === 'busy'}
        >
          {step.s === 'busy' && <p className="hint">{t('own.erase-busy')}</p>}
          {step.s === 'sure' && step.failed !== undefined && (
            <Failure
              failed={step.failed}
              hereOnly={() => {
                setHereOnly(true)
                setStep({ s: 'explained' })
              }}
            />
          )}
        </Confirm>
      )}
    </section>
  )
}

function problemWords(t: Translator['t'], problem: SyncCallProblem): string {
  if (problem === 'not-enrolled') return t('own.erase-not-enrolled')
  if (problem === 'storage') return t('own.erase-partly')
  return t('own.erase-problem', { why: t(`sync-problem.${problem}`) })
}

function Failure({ failed, hereOnly }: { readonly failed: Failed; readonly hereOnly: () => void }) {
  const t = useText()
  if ('refused' in failed) return <Problem code={failed.refused} />
  const { problem } = failed
  return (
    <>
      <Sentence>{problemWords(t, problem)}</Sentence>
      {problem !== 'storage' && (
        <>
          <p className="hint">{t('own.erase-here-only-hint')}</p>
          <button type="button" className="secondary" onClick={hereOnly}>
            {t('own.erase-here-only')}
          </button>
        </>
      )}
    </>
  )
}
