/** What may be added to a rated interaction: everything optional, one part open at a time. */
import { useId, useState, type ReactNode } from 'react'
import type { MessageKey } from '../../shared/messages/index.ts'
import type { Reason } from '../../shared/records.ts'
import type { InteractionView } from '../../shared/views.ts'
import { useText } from './app.ts'
import { AutosaveField } from './autosave-field.tsx'
import { FollowUp } from './follow-up.tsx'
import { Icon, type IconName } from './icons.tsx'
import type { PartProps } from './part.ts'
import { Story } from './story.tsx'
import { REASONS, TEXT_LIMITS } from '../../shared/lists.ts'

/** "Solved?" yes or no; the same button again clears it. */
export function Solved({ interaction, answers, keys = false }: PartProps & { readonly keys?: boolean }) {
  const t = useText()
  const label = useId()
  const choice = (solved: boolean, key: string) => (
    <button
      type="button"
      className="choice"
      aria-pressed={interaction.solved === solved}
      {...(keys ? { 'aria-keyshortcuts': key } : {})}
      onClick={() => void answers.amend({ solved: interaction.solved === solved ? null : solved })}
    >
      {t(solved ? 'answer.yes' : 'answer.no')}
      {keys && <kbd aria-hidden="true">{key}</kbd>}
    </button>
  )
  const yes = t('answer.yes').charAt(0).toUpperCase()
  return (
    <fieldset className="solved" aria-labelledby={label}>
      <span id={label}>{t('interaction.solved')}</span>
      {choice(true, yes)}
      {choice(false, 'N')}
    </fieldset>
  )
}

export function Reasons({ interaction, answers }: PartProps) {
  const t = useText()
  const label = useId()
  const toggle = (reason: Reason): void => {
    const has = interaction.reasons.includes(reason)
    const reasons = REASONS.filter((other) => (other === reason ? !has : interaction.reasons.includes(other)))
    void answers.amend({ reasons })
  }
  return (
    <fieldset aria-labelledby={label} className="part">
      <span id={label} className="part-title">
        {t('interaction.reasons-label')}
      </span>
      <div className="chips">
        {REASONS.map((reason) => (
          <button
            key={reason}
            type="button"
            className="chip"
            aria-pressed={interaction.reasons.includes(reason)}
            onClick={() => toggle(reason)}
          >
            {t(`reason.${reason}`)}
          </button>
        ))}
      </div>
    </fieldset>
  )
}

export function Note({ interaction, answers, kept }: PartProps) {
  const t = useText()
  return (
    <div className="part">
      <AutosaveField
        label={t('interaction.note-label')}
        hint={t('interaction.note-hint')}
        value={interaction.note ?? ''}
        maxLength={TEXT_LIMITS.note}
        lines={2}
        opened
        kept={kept}
        save={(note) => answers.amend({ note: note.trim() === '' ? null : note })}
      />
    </div>
  )
}

type PartName = 'follow-up' | 'story' | 'reasons' | 'note'

const PARTS: Readonly<
  Record<
    PartName,
    {
      readonly icon: IconName
      readonly word: MessageKey
      readonly has: (interaction: InteractionView) => boolean
      readonly draw: (props: PartProps) => ReactNode
    }
  >
> = {
  'follow-up': {
    icon: 'flag',
    word: 'follow-up.title',
    has: ({ followUp }) => followUp !== null,
    draw: (props) => <FollowUp {...props} />,
  },
  story: {
    icon: 'story',
    word: 'story.title',
    has: ({ story }) => story !== null,
    draw: (props) => <Story {...props} />,
  },
  reasons: {
    icon: 'tag',
    word: 'interaction.reasons',
    has: ({ reasons }) => reasons.length > 0,
    draw: (props) => <Reasons {...props} />,
  },
  note: {
    icon: 'lock',
    word: 'interaction.note',
    has: ({ note }) => note !== null && note !== '',
    draw: (props) => <Note {...props} />,
  },
}
const PART_NAMES = Object.keys(PARTS).filter((name): name is PartName => name in PARTS)

/** The row of quiet buttons, and the part that is open. */
export function Extras(props: PartProps) {
  const t = useText()
  const id = useId()
  const [open, setOpen] = useState<PartName | undefined>()
  return (
    <>
      <fieldset className="extras" aria-label={t('interaction.more')}>
        {PART_NAMES.map((name) => {
          const { icon, word, has } = PARTS[name]
          const filled = has(props.interaction)
          return (
            <button
              key={name}
              type="button"
              className={`extra${filled ? ' extra-filled' : ''}`}
              aria-expanded={open === name}
              {...(open === name ? { 'aria-controls': id } : {})}
              onClick={() => setOpen(open === name ? undefined : name)}
            >
              <span className="extra-icon">
                <Icon name={icon} />
                {filled && <Icon name="check" />}
              </span>
              {t(word)}
              {filled && <span className="only-for-ears">, {t('state.saved')}</span>}
            </button>
          )
        })}
      </fieldset>
      {open !== undefined && (
        <div id={id} className="part-open">
          {PARTS[open].draw(props)}
        </div>
      )}
    </>
  )
}
