/** The day smiley in the panel, with missed days below. */
import type { OpenDay } from '../../shared/views.ts'
import { useText } from '../ui/app.ts'
import { DayRow } from '../ui/day-row.tsx'
import { Problem } from '../ui/problem.tsx'
import { SmileAnswer } from '../ui/smile-answer.tsx'
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
  return (
    <section className="group panel-day" aria-labelledby="day">
      <div className="panel-day-line">
        <h2 id="day">{t('panel.day')}</h2>
        <SmileAnswer
          day={day}
          faces={faces}
          label={t('panel.day')}
          name={t('panel.day')}
          smile={smile}
          kept={kept}
        />
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
