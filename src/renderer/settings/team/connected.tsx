/** Where answers go, and how that is going. */
import { syncLine } from '../../../shared/sync-line.ts'
import type { SyncView } from '../../../shared/sync.ts'
import { useApp } from '../../ui/app.ts'
import { tell } from '../../ui/bridge.ts'
import { Sentence } from '../../ui/problem.tsx'
import { hostOf } from '../../ui/wire-words.ts'
import { clockAmount } from './state.ts'

export function Connected({ sync }: { readonly sync: SyncView }) {
  const { translator, formats } = useApp()
  const { t } = translator
  const { connection, endpoint, team, role, wire, lastSentAt, problem } = sync
  const line = syncLine(sync, t, formats.now())
  const sent = lastSentAt === null ? [] : [t('team.last-sent', { at: formats.moment(lastSentAt) })]
  return (
    <>
      {wire === 'cloudevents' && endpoint !== null && <p>{t('team.receiver', { host: hostOf(endpoint) })}</p>}
      <dl className="about">
        {endpoint !== null && wire === 'aftercall' && (
          <Fact name={t('team.collector')}>
            <span className="path">{hostOf(endpoint)}</span>
          </Fact>
        )}
        {team !== null && <Fact name={t('team.team')}>{team}</Fact>}
        {role !== null && <Fact name={t('team.role')}>{t(`team.role-${role}`)}</Fact>}
        {line !== undefined && (
          <Fact name={t('team.state')}>
            <span className="team-line">{[line, ...sent].join(', ')}</span>
            {connection === 'enrolled' && problem !== null && (
              <button type="button" className="secondary" onClick={() => tell('sync:send-now')}>
                {t('team.try-again')}
              </button>
            )}
          </Fact>
        )}
      </dl>
      {problem !== null && <Sentence>{t(`sync-advice.${problem}`)}</Sentence>}
      <Remarks sync={sync} />
    </>
  )
}

/** What is unusual about this computer or its organisation. */
function Remarks({ sync }: { readonly sync: SyncView }) {
  const { translator } = useApp()
  const { t } = translator
  const { clockAheadMs, tokenInMemoryOnly, customerComparison } = sync
  return (
    <>
      {clockAheadMs !== null && (
        <Sentence>
          {t('team.clock', {
            amount: clockAmount(t, clockAheadMs),
            ahead: clockAheadMs > 0 ? 'yes' : 'no',
          })}
        </Sentence>
      )}
      {tokenInMemoryOnly && <Sentence>{t('team.memory-only')}</Sentence>}
      {customerComparison && <Sentence>{t('team.customer-comparison')}</Sentence>}
    </>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
