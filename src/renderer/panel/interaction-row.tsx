/** One of today's interactions: a line, and everything that can be changed when it is opened. */
import { useId, useState } from 'react'
import type { InteractionView } from '../../shared/views.ts'
import { useApp, useText } from '../ui/app.ts'
import { Face } from '../ui/faces.tsx'
import { followUpWords } from '../ui/follow-up-words.ts'
import { Icon } from '../ui/icons.tsx'
import { interactionLabel } from '../ui/interaction-label.ts'
import { InteractionLine } from '../ui/interaction-line.tsx'
import { Problem } from '../ui/problem.tsx'
import { RATINGS } from '../../shared/lists.ts'
import { FaceGroup } from '../ui/rating-group.tsx'
import { useAnswers } from '../ui/use-answers.ts'
import { RowEditor } from './row-editor.tsx'
import { isKept, showWritten, useFollowUps, useStatus } from './state.ts'

export function InteractionRow({ interaction }: { readonly interaction: InteractionView }) {
  const t = useText()
  const id = useId()
  const [open, setOpen] = useState(false)
  const answers = useAnswers(interaction.id, showWritten)
  const label = interactionLabel(t, interaction)
  const waiting = interaction.outcome === null
  const kept = useStatus((state) => isKept(state.loaded))

  return (
    <li className="row" data-open={open}>
      <div className="row-line">
        <InteractionLine interaction={interaction} timeFirst />
        <Outcome interaction={interaction} />
        <button
          type="button"
          className="icon-button expand"
          aria-expanded={open}
          aria-controls={id}
          aria-label={t('panel.edit', { interaction: label })}
          onClick={() => setOpen(!open)}
        >
          <Icon name="chevron" />
        </button>
      </div>
      {waiting && (
        <div className="row-faces">
          <FaceGroup
            faces={RATINGS}
            label={t('interaction.rate-label', { interaction: label })}
            chosen={answers.chosen}
            unsaved
            size="small"
            onChoose={(rating) => void answers.rate(rating)}
          />
          <button
            type="button"
            className="quiet"
            aria-label={t('interaction.skip-label', { interaction: label })}
            onClick={() => void answers.skip()}
          >
            {t('interaction.skip')}
          </button>
        </div>
      )}
      <TakenUp id={interaction.id} />
      <div id={id} hidden={!open}>
        {open && <RowEditor interaction={interaction} answers={answers} label={label} kept={kept} />}
      </div>
      {answers.problem !== undefined && <Problem code={answers.problem} retry={answers.retry} />}
    </li>
  )
}

/** What the team did with the follow-up. */
function TakenUp({ id }: { readonly id: string }) {
  const { translator, formats } = useApp()
  const followUp = useFollowUps((all) => all[id])
  if (followUp === undefined || followUp.state === 'open') return undefined
  return (
    <p className="taken-up">
      <Icon name="flag" /> {followUpWords(translator.t, formats, followUp)}
    </p>
  )
}

/** What became of it, small: face and word, solved, what was added. */
function Outcome({ interaction }: { readonly interaction: InteractionView }) {
  const t = useText()
  const { outcome, rating, solved, followUp, story, note } = interaction
  if (outcome === null) return undefined
  return (
    <span className="outcome">
      {followUp !== null && <Mark icon="flag" word={t('follow-up.asked')} />}
      {story !== null && <Mark icon="story" word={t('story.shared')} />}
      {note !== null && note !== '' && <Mark icon="lock" word={t('interaction.note-label')} />}
      {solved !== null && <span>{t(solved ? 'interaction.was-solved' : 'interaction.was-not-solved')}</span>}
      {rating === null ? (
        <span>{t(outcome === 'skipped' ? 'outcome.skipped' : 'outcome.expired')}</span>
      ) : (
        <span title={t(`rating.${rating}`)}>
          <Face name={rating} />
          <span className="only-for-ears">{t('interaction.rated', { rating: t(`rating.${rating}`) })}</span>
        </span>
      )}
    </span>
  )
}

function Mark({ icon, word }: { readonly icon: 'flag' | 'story' | 'lock'; readonly word: string }) {
  return (
    <span className="mark" title={word}>
      <Icon name={icon} />
      <span className="only-for-ears">{word}</span>
    </span>
  )
}
