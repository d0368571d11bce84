/** Entries that the collector refuses: which and why, nothing of what is in them. */
import { useApp } from '../../ui/app.ts'
import { invoke } from '../../ui/bridge.ts'
import { periodWords, refusalWords } from '../../ui/wire-words.ts'
import { useFetched } from './use-fetched.ts'

const ask = () => invoke('sync:refused')

export function Refused({ count }: { readonly count: number }) {
  const { translator, formats } = useApp()
  const { t } = translator
  const entries = useFetched(ask)
  return (
    <section className="refused" aria-labelledby="refused">
      <h3 id="refused">{t('team.refused', { refused: count })}</h3>
      <p className="hint">{t('team.refused-hint')}</p>
      <ul className="entries">
        {(entries !== undefined && 'value' in entries ? entries.value : []).map(
          ({ id, kind, period, code }) => (
            <li key={`${kind} ${id}`}>
              {t('team.refused-entry', {
                kind: t('team.kind', { kind }),
                day: periodWords(formats, period),
                why: refusalWords(t, code),
              })}
            </li>
          ),
        )}
      </ul>
    </section>
  )
}
