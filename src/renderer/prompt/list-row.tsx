import { useEffect } from 'react'
import type { Rating } from '../../shared/records.ts'
import type { InteractionView } from '../../shared/views.ts'
import { useText } from '../ui/app.ts'
import { Face } from '../ui/faces.tsx'
import { Icon } from '../ui/icons.tsx'
import { interactionLabel } from '../ui/interaction-label.ts'
import { InteractionLine } from '../ui/interaction-line.tsx'
import { Problem } from '../ui/problem.tsx'
import { RATINGS } from '../../shared/lists.ts'
import { FaceGroup } from '../ui/rating-group.tsx'
import { useAnswers } from '../ui/use-answers.ts'
import { useSettled } from '../ui/use-settled.ts'
import { showWritten } from './card-view.ts'

interface Props {
  readonly interaction: InteractionView
  readonly kept: boolean
  /** The digit keys rate this one. */
  readonly marked: boolean
  readonly onReach: () => void
  /** Hands out how to rate this row by a key. */
  readonly register: (rate: (rating: Rating) => void) => void
}

export function ListRow({ interaction, kept, marked, onReach, register }: Props) {
  const t = useText()
  const answers = useAnswers(interaction.id, showWritten)
  const settled = useSettled(interaction.rating, kept)
  const label = interactionLabel(t, interaction)
  const { outcome, rating } = interaction
  const answered = outcome === 'rated' || outcome === 'skipped'

  useEffect(() => register((chosen) => void answers.rate(chosen)))

  return (
    <li id={`row-${interaction.id}`} className="row" data-marked={marked}>
      <InteractionLine interaction={interaction} />
      {answered ? (
        <div className="row-done">
          {rating !== null && <Face name={rating} />}
          {rating === null ? (
            <span>{t('outcome.skipped')}</span>
          ) : (
            <span className={settled ? 'done' : 'kept'}>
              {settled && <Icon name="check" />}
              {t(settled ? 'state.saved' : 'state.not-saved')}: {t(`rating.${rating}`)}
            </span>
          )}
          <button
            type="button"
            className="quiet"
            aria-label={t('interaction.undo-label', { interaction: label })}
            onClick={() => void answers.undo()}
          >
            <Icon name="undo" />
            {t('action.undo')}
          </button>
        </div>
      ) : (
        <div className="row-faces">
          <FaceGroup
            faces={RATINGS}
            label={t('interaction.rate-label', { interaction: label })}
            chosen={answers.chosen}
            unsaved
            size="small"
            keys={marked}
            onReach={onReach}
            onChoose={(face) => void answers.rate(face)}
          />
          <button
            type="button"
            className="icon-button"
            aria-label={t('interaction.skip-label', { interaction: label })}
            title={t('interaction.skip')}
            onFocus={onReach}
            onClick={() => void answers.skip()}
          >
            <Icon name="skip" />
          </button>
        </div>
      )}
      {answers.problem !== undefined && <Problem code={answers.problem} retry={answers.retry} />}
    </li>
  )
}
