/** The day smiley in the panel, with missed days below. */
import type { OpenDay } from '../../shared/views.ts'
import { useText } from '../ui/app.ts'
import { DayRow } from '../ui/day-row.tsx'
import { Face } from '../ui/faces.tsx'
import { Icon } from '../ui/icons.tsx'
import { Problem } from '../ui/problem.tsx'
import { FaceGroup, SMILEYS_OF } from '../ui/rating-group.tsx'
import { useSettled } from '../ui/use-settled.ts'
import { useSmile } from '../ui/use-smile.ts'
import { isKept, showDays, useStatus } from './state.ts'

interface Props {
  readonly day: OpenDay
  readonly missed: readonly OpenDay[]
  readonly faces: 2 | 3
}

export function DaySection({ day, missed, faces }: Props) {
  const t = useText()
  const smile = useSmile(day.workDay, showDays)
  const kept = useStatus((state) => isKept(state.loaded))
  const settled = useSettled(day.smiley, kept)
  return (
    <section className="group panel-day" aria-labelledby="day">
      <div className="panel-day-line">
        <h2 id="day">{t('panel.day')}</h2>
        {day.smiley === null ? (
          <FaceGroup
            faces={SMILEYS_OF[faces]}
            label={t('panel.day')}
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
              aria-label={t('day.undo-label', { day: t('panel.day') })}
              onClick={() => void smile.undo()}
            >
              <Icon name="undo" />
              {t('action.undo')}
            </button>
          </div>
        )}
      </div>
      {smile.problem !== undefined && <Problem code={smile.problem} retry={smile.retry} />}
      {missed.length > 0 && (
        <>
          <h3 className="missed-title">{t('day.missed')}</h3>
          <ul className="rows">
            {missed.map((open) => (
              <DayRow key={open.workDay} day={open} faces={faces} kept={kept} onChanged={showDays} />
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
