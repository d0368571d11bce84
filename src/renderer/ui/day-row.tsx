/** A missed day in one row: its date, and its faces or its smiley. */
import type { DayView, OpenDay } from '../../shared/views.ts'
import { useApp } from './app.ts'
import { Problem } from './problem.tsx'
import { SmileAnswer } from './smile-answer.tsx'
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
  const name = formats.dayLong(day.workDay)
  return (
    <li className="row day-row">
      <div className="day-row-name">
        {name}
        <span className="hint">{t('day.rated', { rated: day.rated, ended: day.ended })}</span>
      </div>
      <SmileAnswer
        day={day}
        faces={faces}
        label={t('day.question-label', { day: name })}
        name={name}
        smile={smile}
        kept={kept}
      />
      {smile.problem !== undefined && <Problem code={smile.problem} retry={smile.retry} />}
    </li>
  )
}
