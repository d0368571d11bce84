/** The card for one interaction: five faces; once the rating is written, what may be added. */
import { useEffect, useRef } from 'react'
import type { InteractionView } from '../../shared/views.ts'
import { describeAccelerator } from '../ui/accelerator.ts'
import { useApp, useText } from '../ui/app.ts'
import { Extras, Solved } from '../ui/extras.tsx'
import { Face } from '../ui/faces.tsx'
import { Icon } from '../ui/icons.tsx'
import { interactionLabel } from '../ui/interaction-label.ts'
import { InteractionLine } from '../ui/interaction-line.tsx'
import { answerKey, isTextField } from '../ui/keys.ts'
import type { PartProps } from '../ui/part.ts'
import { Problem } from '../ui/problem.tsx'
import { RATINGS } from '../../shared/lists.ts'
import { FaceGroup } from '../ui/rating-group.tsx'
import { flushUnsaved } from '../ui/unsaved.ts'
import { useAnswers, type Answers } from '../ui/use-answers.ts'
import { useSettled } from '../ui/use-settled.ts'
import { closeCard, showWritten } from './card-view.ts'

interface Props {
  readonly interaction: InteractionView
  /** The last answer isn't written yet, and the main process keeps trying. */
  readonly kept: boolean
}

export function SingleCard({ interaction, kept }: Props) {
  const t = useText()
  const answers = useAnswers(interaction.id, showWritten)
  const settled = useSettled(interaction.rating, kept)
  const answered = interaction.rating !== null && answers.chosen === null
  useAnswerKeys(answers, answered)

  return (
    <div className="single" data-state={answered ? (settled ? 'saved' : 'kept') : 'asking'}>
      <header className="card-head">
        <InteractionLine interaction={interaction} />
        <button
          type="button"
          className="icon-button"
          aria-label={t('action.close')}
          title={`${t('action.close')} (Esc)`}
          aria-keyshortcuts="Escape"
          onClick={() => void closeCard()}
        >
          <Icon name="close" />
        </button>
      </header>
      {interaction.outcome === 'skipped' && answers.chosen === null ? (
        <Skipped answers={answers} />
      ) : answered ? (
        <Answered interaction={interaction} answers={answers} kept={kept} settled={settled} />
      ) : (
        <Asking interaction={interaction} answers={answers} />
      )}
      {answers.problem !== undefined && <Problem code={answers.problem} retry={answers.retry} />}
    </div>
  )
}

function Asking({ interaction, answers }: Pick<PartProps, 'interaction' | 'answers'>) {
  const t = useText()
  const { view } = useApp()
  const modifier = view.settings.shortcuts.rateModifier
  const chosen = answers.chosen ?? interaction.rating
  return (
    <>
      <h1 className="question">{t('interaction.question')}</h1>
      <FaceGroup
        faces={RATINGS}
        label={t('interaction.rate-label', { interaction: interactionLabel(t, interaction) })}
        chosen={chosen}
        unsaved={chosen !== null}
        size="large"
        onChoose={(rating) => void answers.rate(rating)}
      />
      <footer className="card-foot">
        <span className="hint">
          {answers.problem !== undefined && chosen !== null
            ? t('state.not-saved')
            : modifier !== '' &&
              t('card.keys-hint', { modifier: describeAccelerator(modifier, view.platform) })}
        </span>
        <button type="button" className="quiet" onClick={() => void answers.skip()}>
          {t('interaction.skip')}
        </button>
      </footer>
    </>
  )
}

/** The rating and what may be added. "Saved" stands there only once it is on the disk. */
function Answered({ interaction, answers, kept, settled }: PartProps & { readonly settled: boolean }) {
  const t = useText()
  const heading = useRef<HTMLHeadingElement>(null)
  const { rating } = interaction
  // The face that had the focus is gone; a keyboard goes on from here.
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus()
  }, [])
  if (rating === null) return undefined
  return (
    <>
      <div className="saved">
        <Face name={rating} />
        <h1 ref={heading} tabIndex={-1} className="saved-words">
          {settled ? (
            <span className="done">
              <Icon name="check" /> {t('state.saved')}
            </span>
          ) : (
            <span className="kept">{t('state.not-saved')}</span>
          )}
          <span className="saved-rating">{t(`rating.${rating}`)}</span>
        </h1>
        <button
          type="button"
          className="quiet"
          aria-keyshortcuts="U Control+Z"
          onClick={() => void undo(answers)}
        >
          <Icon name="undo" />
          {t('action.undo')}
          <kbd aria-hidden="true">U</kbd>
        </button>
      </div>
      <Solved interaction={interaction} answers={answers} kept={kept} keys />
      <Extras interaction={interaction} answers={answers} kept={kept} />
    </>
  )
}

function Skipped({ answers }: { readonly answers: Answers }) {
  const t = useText()
  return (
    <div className="saved">
      <h1 className="saved-words">{t('outcome.skipped')}</h1>
      <button type="button" className="quiet" onClick={() => void answers.undo()}>
        <Icon name="undo" />
        {t('action.undo')}
      </button>
    </div>
  )
}

/** The private note outlives an undo, so words that are still being typed are written first. */
async function undo(answers: Answers): Promise<void> {
  if (await flushUnsaved()) await answers.undo()
}

/** Keys that answer anywhere in the window but in text fields. */
function useAnswerKeys(answers: Answers, answered: boolean): void {
  const latest = useRef({ answers, answered })
  useEffect(() => {
    latest.current = { answers, answered }
  })
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.repeat || event.isComposing || isTextField(event.target)) return
      const key = answerKey(event)
      const now = latest.current
      if (key === undefined || key.do === 'close') return
      if (key.do !== 'rate' && !now.answered) return
      event.preventDefault()
      if (key.do === 'rate') void now.answers.rate(key.rating)
      else if (key.do === 'undo') void undo(now.answers)
      else void now.answers.amend({ solved: key.solved })
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
}
