/** The story: one line that the team sees, shared by a press of the button and by nothing else. */
import { useEffect, useId, useRef, useState } from 'react'
import { useText } from './app.ts'
import { keepDraft, readDraft } from './drafts.ts'
import { Icon } from './icons.tsx'
import type { PartProps } from './part.ts'
import { TEXT_LIMITS } from '../../shared/lists.ts'

export function Story({ interaction, answers }: PartProps) {
  const t = useText()
  const ids = useId()
  const draftId = `story:${interaction.id}`
  const shared = interaction.story
  const [text, setText] = useState(() => readDraft(draftId) || (shared ?? ''))
  const field = useRef<HTMLTextAreaElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const line = text.trim()
  const changed = line !== '' && line !== shared

  useEffect(() => field.current?.focus(), [])

  const edit = (typed: string): void => {
    setText(typed)
    keepDraft(draftId, typed.trim() === shared ? '' : typed)
  }
  const share = async (): Promise<void> => {
    if (await answers.amend({ story: line })) keepDraft(draftId, '')
  }
  const takeBack = async (): Promise<void> => {
    // The words stay as a draft: taking back isn't throwing away.
    if (await answers.amend({ story: null })) keepDraft(draftId, text)
  }

  return (
    <div className="part">
      {shared !== null && (
        <div className="part-state">
          <span className="done">
            <Icon name="check" /> {t('story.shared')}
          </span>
          <button type="button" className="quiet" onClick={() => void takeBack()}>
            {t('story.take-back')}
          </button>
        </div>
      )}
      <div className="field">
        <label htmlFor={ids}>{t('story.label')}</label>
        <textarea
          ref={field}
          id={ids}
          rows={1}
          className="grows"
          value={text}
          maxLength={TEXT_LIMITS.story}
          aria-describedby={`${ids}-shares`}
          onChange={(event) => edit(event.target.value.replaceAll(/[\r\n]+/g, ' '))}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
            // Enter shares nothing; it leads to the button that does.
            event.preventDefault()
            button.current?.focus()
          }}
        />
      </div>
      <p id={`${ids}-shares`} className="shares">
        {changed && <strong>{t('story.not-shared')} </strong>}
        {t(interaction.hasExternalId ? 'story.shares' : 'story.shares-no-number')}
      </p>
      {(shared === null || changed) && (
        <button
          ref={button}
          type="button"
          className="primary"
          disabled={!changed}
          aria-describedby={`${ids}-shares`}
          onClick={() => void share()}
        >
          {t(shared === null ? 'story.share' : 'story.change')}
        </button>
      )}
    </div>
  )
}
