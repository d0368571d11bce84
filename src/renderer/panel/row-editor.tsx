/** Everything that can be changed about one interaction, and its deletion. */
import { useState } from 'react'
import type { RefusalCode } from '../../shared/result.ts'
import type { InteractionView } from '../../shared/views.ts'
import { announce } from '../ui/announcer.tsx'
import { useText } from '../ui/app.ts'
import { invoke } from '../ui/bridge.ts'
import { Confirm } from '../ui/confirm.tsx'
import { keepDraft } from '../ui/drafts.ts'
import { Extras, Solved } from '../ui/extras.tsx'
import { Icon } from '../ui/icons.tsx'
import { Problem } from '../ui/problem.tsx'
import { RATINGS } from '../../shared/lists.ts'
import { FaceGroup } from '../ui/rating-group.tsx'
import { flushUnsaved } from '../ui/unsaved.ts'
import type { Answers } from '../ui/use-answers.ts'
import { useToday } from './state.ts'

interface Props {
  readonly interaction: InteractionView
  readonly answers: Answers
  readonly label: string
  readonly kept: boolean
}

export function RowEditor({ interaction, answers, label, kept }: Props) {
  const t = useText()
  const { outcome, rating } = interaction
  const undo = async (): Promise<void> => {
    if (await flushUnsaved()) await answers.undo()
  }
  return (
    <div className="editor">
      {outcome !== null && (
        <>
          {rating === null && <p className="hint">{t('panel.rate-late')}</p>}
          <FaceGroup
            faces={RATINGS}
            label={`${t('panel.change-rating')}: ${label}`}
            chosen={answers.chosen ?? rating}
            unsaved={answers.chosen !== null}
            size="small"
            onChoose={(face) => void answers.rate(face)}
          />
        </>
      )}
      {rating !== null && (
        <>
          <Solved interaction={interaction} answers={answers} kept={kept} />
          <Extras interaction={interaction} answers={answers} kept={kept} />
        </>
      )}
      <div className="editor-foot">
        {(outcome === 'rated' || outcome === 'skipped') && (
          <button
            type="button"
            className="quiet"
            aria-label={t('interaction.undo-label', { interaction: label })}
            onClick={() => void undo()}
          >
            <Icon name="undo" />
            {t('action.undo')}
          </button>
        )}
        <Delete id={interaction.id} label={label} />
      </div>
    </div>
  )
}

/** Asks once, in the row itself; the safe button has the focus. */
function Delete({ id, label }: { readonly id: string; readonly label: string }) {
  const t = useText()
  const [asking, setAsking] = useState(false)
  const [problem, setProblem] = useState<RefusalCode | undefined>()
  const remove = async (): Promise<void> => {
    const result = await invoke('interaction:delete', { id })
    if (!result.ok) {
      setProblem(result.code)
      return
    }
    keepDraft(`story:${id}`, '')
    announce(t('panel.deleted'))
    useToday.update((view) => ({
      ...view,
      interactions: view.interactions.filter((interaction) => interaction.id !== id),
    }))
  }
  if (!asking) {
    return (
      <button
        type="button"
        className="quiet"
        aria-label={t('panel.delete-label', { interaction: label })}
        onClick={() => setAsking(true)}
      >
        <Icon name="trash" />
        {t('action.delete')}
      </button>
    )
  }
  return (
    <Confirm
      label={t('panel.delete-label', { interaction: label })}
      question={<p>{t('panel.delete-question')}</p>}
      safe={t('action.cancel')}
      onSafe={() => setAsking(false)}
      go={t('action.delete')}
      onGo={() => void remove()}
      weight="danger"
    >
      {problem !== undefined && <Problem code={problem} />}
    </Confirm>
  )
}
