/** "What leaves this computer": every record exactly as it is sent, with where it stands. */
import { useId } from 'react'
import type { LeavingState, LeavingView } from '../../../shared/own-view.ts'
import type { SyncView } from '../../../shared/sync.ts'
import { announce } from '../../ui/announcer.tsx'
import { useApp } from '../../ui/app.ts'
import { Icon, type IconName } from '../../ui/icons.tsx'
import { Problem, Sentence } from '../../ui/problem.tsx'
import { hostOf, kindOf, periodOf, periodWords } from '../../ui/wire-words.ts'
import { recordWords, stateWords } from './leaving-words.ts'
import { showOlder, useFreshLeaving, useLeaving } from './leaving.ts'

const ICONS = {
  sent: 'check',
  pending: 'clock',
  alone: 'lock',
  refused: 'notice',
  'kept-here': 'lock',
} as const satisfies Record<LeavingState['s'], IconName>

export function Leaves({ sync }: { readonly sync: SyncView }) {
  const { translator, formats } = useApp()
  const { t } = translator
  const id = useId()
  const { view, problem } = useLeaving()
  useFreshLeaving()
  const showMore = async (): Promise<void> => {
    await showOlder()
    announce(t('own.leaves-shown', { n: useLeaving.getState().view?.records.length ?? 0 }))
  }
  return (
    <section className="chart" aria-labelledby={id}>
      <header className="chart-head">
        <h2 id={id}>{t('own.leaves')}</h2>
        <p>{introduction(t, sync)}</p>
        <p className="hint">{t('own.leaves-never')}</p>
        {sync.customerComparison && <Sentence>{t('team.customer-comparison')}</Sentence>}
      </header>
      {problem !== undefined && <Problem code={problem} />}
      {view !== undefined && sync.connection !== 'none' && <Counts counts={view.counts} />}
      {view?.records.length === 0 && <p className="hint">{t('own.leaves-none')}</p>}
      {view !== undefined && view.records.length > 0 && (
        <ol className="records" aria-label={t('own.leaves-list')}>
          {view.records.map(({ event, state }) => {
            const name = `${t('team.kind', { kind: kindOf(event) })}, ${periodWords(formats, periodOf(event))}`
            return (
              <li key={event.id} className="record" data-state={state.s}>
                <p className="record-head">
                  <span className="record-name">{name}</span>
                  <span className="record-state">
                    <Icon name={ICONS[state.s]} /> {stateWords(t, state)}
                  </span>
                </p>
                <p className="record-words">{recordWords(t, event)}</p>
                <details>
                  <summary aria-label={t('own.exact-label', { record: name })}>{t('own.exact')}</summary>
                  <pre className="exact">{JSON.stringify(event, null, 2)}</pre>
                </details>
              </li>
            )
          })}
        </ol>
      )}
      {view !== undefined && view.next !== null && (
        <button type="button" className="secondary show-all" onClick={() => void showMore()}>
          {t('own.leaves-more')}
        </button>
      )}
    </section>
  )
}

function introduction(
  t: ReturnType<typeof useApp>['translator']['t'],
  { connection, wire, endpoint }: SyncView,
): string {
  if (connection === 'none' || endpoint === null) return t('own.leaves-alone')
  return wire === 'aftercall' ? t('own.leaves-team') : t('own.leaves-receiver', { host: hostOf(endpoint) })
}

function Counts({ counts: { sent, pending, refused } }: Pick<LeavingView, 'counts'>) {
  const t = useApp().translator.t
  return (
    <ul className="chart-figure counts" aria-label={t('own.leaves-counts')}>
      <li>{t('own.leaves-sent', { n: sent })}</li>
      <li>{t('own.leaves-pending', { n: pending })}</li>
      {refused > 0 && <li className="kept">{t('own.leaves-refused', { n: refused })}</li>}
    </ul>
  )
}
