/** A missed day in one row: its date, and its faces or its smiley. */
import type { DayView, OpenDay } from '../../shared/views.ts'
import { useApp } from './app.ts'
import { Face } from './faces.tsx'
import { Icon } from './icons.tsx'
import { Problem } from './problem.tsx'
import { FaceGroup, SMILEYS_OF } from './rating-group.tsx'
import { useSettled } from './use-settled.ts'
import { useSmile } from './use-smile.ts'

interface Props {
  readonly day: OpenDay
  readonly faces: 2 | 3
  /** The last answer isn't written yet, and the main process keeps trying. */
  readonly kept: boolean
  readonly onChanged: (view: DayView) => void
}

export function DayRow({ day, faces, kept, onChanged }: Props) {
  const { translator, formats } = useApp()
  const { t } = translator
  const smile = useSmile(day.workDay, onChanged)
  const settled = useSettled(day.smiley, kept)
  const name = formats.dayLong(day.workDay)
  return (
    <li className="row day-row">
      <div className="day-row-name">
        {name}
        <span className="hint">{t('day.rated', { rated: day.rated, ended: day.ended })}</span>
      </div>
      {day.smiley === null ? (
        <FaceGroup
          faces={SMILEYS_OF[faces]}
          label={t('day.question-label', { day: name })}
          chosen={smile.chosen}
          unsaved
          size="small"
          onChoose={(face) => void smile.smile(face)}
        />
      ) : (
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
      )}
      {smile.problem !== undefined && <Problem code={smile.problem} retry={smile.retry} />}
    </li>
  )
}
