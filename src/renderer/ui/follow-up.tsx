/** The follow-up: says what others will see before anything is shared, then takes one optional line. */
import { useId } from 'react'
import { useText } from './app.ts'
import { AutosaveField } from './autosave-field.tsx'
import { Icon } from './icons.tsx'
import type { PartProps } from './part.ts'
import { TEXT_LIMITS } from '../../shared/lists.ts'

export function FollowUp({ interaction, answers, kept }: PartProps) {
  const t = useText()
  const shares = useId()
  const what = (
    <p id={shares} className="shares">
      {t(interaction.hasExternalId ? 'follow-up.shares' : 'follow-up.shares-no-number')}
    </p>
  )

  if (interaction.followUp === null) {
    return (
      <div className="part">
        <p className="part-title">{t('follow-up.explain')}</p>
        {what}
        <button
          type="button"
          className="primary"
          aria-describedby={shares}
          onClick={() => void answers.amend({ followUp: '' })}
        >
          {t('follow-up.ask')}
        </button>
      </div>
    )
  }

  return (
    <div className="part">
      <div className="part-state">
        <span className="done">
          <Icon name="check" /> {t('follow-up.asked')}
        </span>
        <button type="button" className="quiet" onClick={() => void answers.amend({ followUp: null })}>
          {t('follow-up.take-back')}
        </button>
      </div>
      <AutosaveField
        label={t('follow-up.words')}
        value={interaction.followUp}
        maxLength={TEXT_LIMITS.followUp}
        opened={interaction.followUp === ''}
        kept={kept}
        save={(followUp) => answers.amend({ followUp })}
      />
      {what}
    </div>
  )
}
