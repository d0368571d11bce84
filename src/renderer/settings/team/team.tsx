/** "Team and sync": whether and where answers leave this computer, joining and leaving a team. */
import { useRef } from 'react'
import { needsCode } from '../../../shared/sync-line.ts'
import type { Notice, TeamView } from '../../../shared/views.ts'
import { announce } from '../../ui/announcer.tsx'
import { useText } from '../../ui/app.ts'
import { Problem, Sentence } from '../../ui/problem.tsx'
import { Group } from '../field.tsx'
import { Connected } from './connected.tsx'
import { InvitationPart } from './invitation.tsx'
import { JoinForm } from './join.tsx'
import { Leave } from './leave.tsx'
import { Outgoing } from './outgoing.tsx'
import { Refused } from './refused.tsx'
import { useTeam } from './state.ts'
import { Transfer } from './transfer.tsx'

/** @param notices of the widget; those about the policy file belong here too */
export function Team({ notices }: { readonly notices: readonly Notice[] }) {
  const t = useText()
  const loaded = useTeam((state) => state.loaded)
  return (
    <Group title={t('team.title')}>
      {notices
        .filter(({ code }) => code.startsWith('policy-'))
        .map(({ code, values }) => (
          <Sentence key={code}>{t(`notice.${code}`, values)}</Sentence>
        ))}
      {loaded.s === 'refused' && <Problem code={loaded.code} />}
      {loaded.s === 'ready' && <TeamParts view={loaded.view} />}
    </Group>
  )
}

function TeamParts({ view }: { readonly view: TeamView }) {
  const t = useText()
  const { sync, invitation } = view
  const { connection, managed, policyCodeProblem } = sync
  const top = useRef<HTMLParagraphElement>(null)
  /** What had the focus is gone with what it belonged to. */
  const done = (words: string): void => {
    announce(words)
    top.current?.focus()
  }
  const joined = ({ sync: now }: TeamView): void => done(t('team.joined', { team: now.team ?? '' }))
  // One question at a time.
  const asks = invitation?.kind === 'ask' ? invitation : undefined
  const isCollector = sync.wire === 'aftercall'
  return (
    <>
      {invitation !== null && <InvitationPart invitation={invitation} view={view} joined={joined} />}
      <p ref={top} tabIndex={-1} className="connection-state" data-state={STATES[connection]}>
        {t(`sync-connection.${connection}`)}
      </p>
      {managed && <p className="hint">{t('team.managed')}</p>}
      {policyCodeProblem !== null && <Sentence>{t(`policy-code.${policyCodeProblem}`)}</Sentence>}
      {connection !== 'none' || managed ? <Connected sync={sync} /> : undefined}
      {connection === 'none' && !managed && asks === undefined && (
        <p className="hint">{t('team.alone-hint')}</p>
      )}
      {connection !== 'enrolled' && isCollector && asks === undefined && (
        <JoinForm key={sync.endpoint} view={view} again={needsCode(connection)} joined={joined} />
      )}
      {sync.refused > 0 && <Refused count={sync.refused} />}
      {connection === 'enrolled' && isCollector && <Transfer />}
      {connection !== 'none' && !managed && (
        <Leave pending={sync.pending} left={() => done(t('team.left'))} />
      )}
      <Outgoing view={view} />
    </>
  )
}

const STATES = {
  none: 'stopped',
  enrolled: 'up',
  revoked: 'failed',
  unknown: 'failed',
  erased: 'failed',
  'token-lost': 'failed',
} as const satisfies Record<TeamView['sync']['connection'], string>
