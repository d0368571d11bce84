import { useId, useState } from 'react'
import type { FollowUp, FollowUpState } from '../../shared/wire/team.ts'
import { announce } from '../ui/announcer.tsx'
import { Icon } from '../ui/icons.tsx'
import { Sentence } from '../ui/problem.tsx'
import { CopyButton } from './copy-button.tsx'
import { changeFollowUp, problemWords, type ChangeProblem } from './state.ts'
import { useWords } from './use-words.ts'

interface Props {
  readonly followUp: FollowUp
  /** Who works through the list; may be empty. */
  readonly doneBy: string
  /** It has another state now. */
  readonly settled: () => void
}

/** One follow-up with what can be done about it. Nothing changes here before the collector has said so. */
export function FollowUpItem({ followUp, doneBy, settled }: Props) {
  const words = useWords()
  const { t, formats } = words
  const id = useId()
  const [busy, setBusy] = useState<FollowUpState | undefined>()
  const [problem, setProblem] = useState<ChangeProblem | undefined>()
  const { channel, queue, workDay, reasons, externalIds, state } = followUp

  const change = async (to: FollowUpState): Promise<void> => {
    if (busy !== undefined) return
    setBusy(to)
    setProblem(undefined)
    const by = doneBy.trim()
    const failed = await changeFollowUp({
      id: followUp.id,
      state: to,
      doneBy: to === 'open' || by === '' ? null : by,
    })
    setBusy(undefined)
    setProblem(failed)
    announce(
      failed === undefined ? t('board.follow-up-saved', { state: stateWord(to) }) : problemWords(t, failed),
    )
    if (failed === undefined) settled()
  }
  const stateWord = (of: FollowUpState) => t(`board.follow-up-${of}`)

  const named = { channel: t(`channel.${channel}`), day: formats.dayLong(workDay) }
  return (
    <article
      className="follow-up"
      // The arrow keys lead from item to item, and its words are read out then.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      aria-labelledby={`${id}-name`}
      aria-describedby={`${id}-words`}
    >
      <h2 id={`${id}-name`} className="follow-up-name">
        <Icon name={channel} />{' '}
        {queue === null
          ? t('board.follow-up-label', named)
          : t('board.follow-up-label-queue', { ...named, queue })}
      </h2>
      <p id={`${id}-words`} className={followUp.words === '' ? 'hint' : 'follow-up-words'}>
        {followUp.words === '' ? t('board.follow-up-no-words') : followUp.words}
      </p>
      {reasons.length > 0 && (
        <ul className="follow-up-reasons">
          {reasons.map((reason) => (
            <li key={reason}>{t(`reason.${reason}`)}</li>
          ))}
        </ul>
      )}
      {externalIds.length === 0 ? (
        <p className="hint">{t('board.follow-up-no-id')}</p>
      ) : (
        <ul className="follow-up-ids">
          {externalIds.map((externalId) => (
            <li key={externalId}>
              <CopyButton text={externalId} />
            </li>
          ))}
        </ul>
      )}
      <SettledLine followUp={followUp} />
      <div className="follow-up-actions">
        {(['done', 'not-needed', 'open'] as const)
          .filter((to) => to !== state)
          .map((to) => (
            <button
              key={to}
              type="button"
              className={to === 'done' ? 'primary' : 'secondary'}
              aria-disabled={busy !== undefined}
              aria-describedby={`${id}-name`}
              onClick={() => void change(to)}
            >
              {busy === to ? t('board.follow-up-busy') : stateWord(to)}
            </button>
          ))}
      </div>
      {problem !== undefined && <Sentence>{problemWords(t, problem)}</Sentence>}
    </article>
  )
}

/** What became of it, when and by whom. */
function SettledLine({ followUp: { state, on, doneBy } }: { readonly followUp: FollowUp }) {
  const { t, formats } = useWords()
  if (state === 'open' || on === null) return undefined
  const said = { state: t(`board.follow-up-${state}`), day: formats.dayLong(on) }
  return (
    <p className="follow-up-settled">
      <Icon name="check" />{' '}
      {doneBy === null ? t('board.follow-up-on', said) : t('board.follow-up-on-by', { ...said, by: doneBy })}
    </p>
  )
}
