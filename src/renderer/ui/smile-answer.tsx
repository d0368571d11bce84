/** A day's faces, or, once one is chosen, its smiley with undo. */
import type { OpenDay } from '../../shared/views.ts'
import { useText } from './app.ts'
import { Face } from './faces.tsx'
import { Icon } from './icons.tsx'
import { FaceGroup, SMILEYS_OF } from './rating-group.tsx'
import { useSettled } from './use-settled.ts'
import type { Smile } from './use-smile.ts'

interface Props {
  readonly day: OpenDay
  readonly faces: 2 | 3
  /** Name of the faces for screen readers. */
  readonly label: string
  /** The day in the name of its undo button. */
  readonly name: string
  readonly smile: Smile
  /** The last answer isn't written yet, and the main process keeps trying. */
  readonly kept: boolean
}

export function SmileAnswer({ day, faces, label, name, smile, kept }: Props) {
  const t = useText()
  const settled = useSettled(day.smiley, kept)
  if (day.smiley === null) {
    return (
      <FaceGroup
        faces={SMILEYS_OF[faces]}
        label={label}
        chosen={smile.chosen}
        unsaved
        size="small"
        onChoose={(face) => void smile.smile(face)}
      />
    )
  }
  return (
    <div className="row-done">
      <Face name={day.smiley} />
      <span className={settled ? 'done' : 'kept'}>
        {settled && <Icon name="check" />}
        {t(settled ? 'state.saved' : 'state.not-saved')}: {t(`smiley.${day.smiley}`)}
      </span>
      <button
        type="button"
        className="quiet"
        aria-label={t('day.undo-label', { day: name })}
        onClick={() => void smile.undo()}
      >
        <Icon name="undo" />
        {t('action.undo')}
      </button>
    </div>
  )
}
