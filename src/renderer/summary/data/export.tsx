/** Taking the own data along: everything that is here, and what the collector holds. */
import { useId, useState } from 'react'
import type { ExportOutcome } from '../../../shared/own-view.ts'
import type { RefusalCode, Result } from '../../../shared/result.ts'
import type { Translator } from '../../../shared/messages/index.ts'
import type { SyncView } from '../../../shared/sync.ts'
import { announce } from '../../ui/announcer.tsx'
import { useText } from '../../ui/app.ts'
import { invoke } from '../../ui/bridge.ts'
import { Icon } from '../../ui/icons.tsx'
import { Problem, Sentence } from '../../ui/problem.tsx'
import { canAskCollector } from './state.ts'

type State =
  | { readonly s: 'idle' | 'busy' }
  | { readonly s: 'over'; readonly outcome: ExportOutcome }
  | { readonly s: 'refused'; readonly code: RefusalCode }

export function Export({ sync }: { readonly sync: SyncView }) {
  const t = useText()
  const id = useId()
  const [state, setState] = useState<State>({ s: 'idle' })
  const run = async (ask: () => Promise<Result<ExportOutcome>>): Promise<void> => {
    if (state.s === 'busy') return
    setState({ s: 'busy' })
    const result = await ask()
    setState(result.ok ? { s: 'over', outcome: result.value } : { s: 'refused', code: result.code })
    announce(result.ok ? outcomeWords(t, result.value) : t(`refusal.${result.code}`))
  }
  const busy = state.s === 'busy'
  return (
    <section className="chart" aria-labelledby={id}>
      <header className="chart-head">
        <h2 id={id}>{t('own.export')}</h2>
        <p className="hint">{t('own.export-hint')}</p>
      </header>
      <div className="buttons">
        {(['csv', 'json'] as const).map((format) => (
          <button
            key={format}
            type="button"
            className="secondary"
            aria-disabled={busy}
            onClick={() => void run(() => invoke('own:export', { format }))}
          >
            {t(`own.export-${format}`)}
          </button>
        ))}
      </div>
      {canAskCollector(sync) && (
        <>
          <p className="hint">{t('own.export-collector-hint')}</p>
          <div className="buttons">
            <button
              type="button"
              className="secondary"
              aria-disabled={busy}
              onClick={() => void run(() => invoke('own:export-collector'))}
            >
              {t('own.export-collector')}
            </button>
          </div>
        </>
      )}
      {busy && <p className="hint">{t('own.export-busy')}</p>}
      {state.s === 'refused' && <Problem code={state.code} />}
      {state.s === 'over' && <Outcome outcome={state.outcome} />}
    </section>
  )
}

function Outcome({ outcome }: { readonly outcome: ExportOutcome }) {
  const t = useText()
  const words = outcomeWords(t, outcome)
  if (outcome.saved) {
    return (
      <p className="export-saved">
        <span className="done">
          <Icon name="check" /> {t('state.saved')}
        </span>{' '}
        <span className="path">{outcome.path}</span>
      </p>
    )
  }
  return outcome.why === 'cancelled' ? <p className="hint">{words}</p> : <Sentence>{words}</Sentence>
}

function outcomeWords(t: Translator['t'], outcome: ExportOutcome): string {
  if (outcome.saved) return t('own.export-saved', { path: outcome.path })
  switch (outcome.why) {
    case 'cancelled':
      return t('own.export-cancelled')
    case 'failed':
      return 'path' in outcome ? t('own.export-failed', { path: outcome.path }) : ''
    case 'not-enrolled':
      return t('own.export-not-enrolled')
    default:
      return t('own.export-problem', { why: t(`sync-problem.${outcome.why}`) })
  }
}
