/** What a link has asked: to join a team. The agent decides, and sees first where the answers would go. */
import { useEffect, useState } from 'react'
import type { Invitation, TeamView } from '../../../shared/views.ts'
import { useText } from '../../ui/app.ts'
import { tell } from '../../ui/bridge.ts'
import { Sentence } from '../../ui/problem.tsx'
import { JoinProblem } from './join-problem.tsx'
import { hostOf } from '../../ui/wire-words.ts'
import { useFocus } from './use-focus.ts'
import { useJoining } from './use-joining.ts'
import { WillLeave } from './will-leave.tsx'

interface Props {
  readonly invitation: Invitation
  readonly view: TeamView
  readonly joined: (view: TeamView) => void
}

export function InvitationPart({ invitation, view, joined }: Props) {
  const t = useText()
  switch (invitation.kind) {
    case 'ask':
      return (
        <Question
          // Another address is another question, with nothing of the first left.
          key={`${invitation.endpoint} ${invitation.code}`}
          invitation={invitation}
          view={view}
          joined={joined}
        />
      )
    case 'managed':
      return <Remark words={t('team.invited-managed', { host: hostOf(invitation.endpoint) })} />
    case 'bad':
      return <Remark words={t('team.invited-bad', { why: t(`enrol-problem.${invitation.problem}`) })} />
  }
}

/** A link can come at any moment: what is clicked has been in sight for so long. */
const IN_SIGHT_MS = 700

interface QuestionProps extends Props {
  readonly invitation: Extract<Invitation, { kind: 'ask' }>
}

function Question({ invitation, view, joined }: QuestionProps) {
  const t = useText()
  const { endpoint, code } = invitation
  const { sync } = view
  const joining = useJoining(joined)
  const [isReady, setReady] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setReady(true), IN_SIGHT_MS)
    return () => clearTimeout(timer)
  }, [])
  const heading = useFocus()
  const moves = sync.endpoint !== null && sync.endpoint !== endpoint
  return (
    <section className="invitation" aria-labelledby="invitation">
      <h3 id="invitation" ref={heading} tabIndex={-1}>
        {t('team.invited')}
        <strong className="invitation-host">{hostOf(endpoint)}</strong>
      </h3>
      <p>{t('team.invited-check')}</p>
      {moves && sync.endpoint !== null && <p>{t('team.invited-moves', { host: hostOf(sync.endpoint) })}</p>}
      <p className="hint">{t('team.invited-code', { code })}</p>
      <WillLeave view={view} moves={moves} />
      <JoinProblem state={joining.state} />
      <div className="join-buttons">
        <button type="button" className="secondary" onClick={() => tell('sync:dismiss')}>
          {t('team.not-now')}
        </button>
        <button
          type="button"
          className="primary"
          disabled={!isReady}
          aria-disabled={joining.state.s === 'busy'}
          onClick={() => void joining.join(endpoint, code)}
        >
          {t(joining.state.s === 'busy' ? 'team.joining' : 'team.join')}
        </button>
      </div>
    </section>
  )
}

function Remark({ words }: { readonly words: string }) {
  const t = useText()
  const heading = useFocus()
  return (
    <Sentence>
      <h3 ref={heading} tabIndex={-1} className="remark">
        {words}
      </h3>{' '}
      <button type="button" className="link" onClick={() => tell('sync:dismiss')}>
        {t('action.close')}
      </button>
    </Sentence>
  )
}
