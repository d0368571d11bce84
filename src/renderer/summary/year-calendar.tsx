/** The smileys of a year: a column for each week, by month. Arrow keys lead from day to day. */
import { useId, useMemo, useState, type PointerEvent } from 'react'
import type { OwnView } from '../../shared/own-view.ts'
import type { DaySummary } from '../../shared/views.ts'
import { useApp } from '../ui/app.ts'
import { Explorer } from '../ui/chart/explorer.tsx'
import { Table } from '../ui/chart/table.tsx'
import { Face } from '../ui/faces.tsx'
import { countSmileys } from './figures.ts'
import { MoodFace } from './mood-face.tsx'
import { yearOf, type MonthOfWeeks } from './year.ts'

export function YearCalendar({ view: { history, today } }: { readonly view: OwnView }) {
  const { translator, formats, view: app } = useApp()
  const { t } = translator
  const id = useId()
  const { workWeekdays } = app.settings
  const { weekdays, months, days } = useMemo(
    () => yearOf(history, today, workWeekdays),
    [history, today, workWeekdays],
  )
  const counts = useMemo(() => countSmileys(days), [days])
  const [reached, setReached] = useState(days.length - 1)
  const [shown, setShown] = useState(false)
  const at = Math.min(reached, days.length - 1)
  const word = ({ smiley }: DaySummary): string => t(smiley === null ? 'own.year-none' : `smiley.${smiley}`)
  const words = days.map(
    (day) =>
      `${formats.dayLong(day.workDay)}: ${word(day)}, ${t('summary.completion-of', { rated: day.rated, ended: day.ended })}`,
  )
  const span = {
    from: formats.month(months[0]?.monday ?? today, 'with-year'),
    to: formats.month(today, 'with-year'),
  }
  if (days.length === 0) return undefined

  return (
    <section className="chart chart-wide" aria-labelledby={id}>
      <header className="chart-head">
        <div>
          <h2 id={id}>{t('own.year')}</h2>
          <p className="hint">{t('own.year-hint')}</p>
        </div>
        <div className="chart-figure">
          <ul className="mood-counts">
            {(['happy', 'neutral', 'sad'] as const).map(
              (smiley) =>
                (smiley !== 'neutral' || counts.neutral > 0) && (
                  <li key={smiley}>
                    <Face name={smiley} />
                    <strong>{formats.count(counts[smiley])}</strong>
                    <span>{t(`smiley.${smiley}`)}</span>
                  </li>
                ),
            )}
          </ul>
          <span>{t('own.year-answered', { n: counts.n, days: days.length })}</span>
        </div>
      </header>
      <div className="chart-picture">
        <div className="year" aria-hidden="true">
          {months.map((month, place) => (
            <Month
              key={month.monday}
              month={month}
              weekdays={weekdays}
              withYear={place === 0 || month.monday.slice(5, 7) === '01'}
              chosen={shown ? days[at]?.workDay : undefined}
            />
          ))}
        </div>
        <Explorer
          label={`${t('own.year-label', span)}. ${t('summary.explore-day')}`}
          count={words.length}
          at={at}
          said={words[at] ?? ''}
          find={(event) => findDay(event, days)}
          onReach={setReached}
          onShow={setShown}
        />
      </div>
      <p className="chart-words" aria-hidden="true">
        {words[at]}
      </p>
      <Legend three={counts.neutral > 0} />
      <Table
        title={t('own.year')}
        caption={t('own.year-label', span)}
        columns={[
          t('summary.col-day'),
          t('summary.col-smiley'),
          t('summary.col-rated'),
          t('summary.col-ended'),
        ]}
        rows={days.map((day) => [
          `${formats.dayShort(day.workDay)} ${day.workDay.slice(0, 4)}`,
          word(day),
          formats.count(day.rated),
          formats.count(day.ended),
        ])}
      />
    </section>
  )
}

interface MonthProps {
  readonly month: MonthOfWeeks
  readonly weekdays: readonly number[]
  readonly withYear: boolean
  readonly chosen: string | undefined
}

function Month({ month: { monday, weeks }, weekdays, withYear, chosen }: MonthProps) {
  const { formats } = useApp()
  return (
    <div className="month">
      <span className="month-name">{formats.month(monday, withYear ? 'with-year' : undefined)}</span>
      <div className={`weeks weeks-of-${weekdays.length}`}>
        {weekdays.map((weekday) => (
          <span key={weekday} className="weekday">
            {formats.weekday(weekday, 'narrow')}
          </span>
        ))}
        {weeks.flatMap((week) =>
          week.cells.map((cell, at) =>
            cell === undefined ? (
              <span key={`${week.monday} ${weekdays[at]}`} />
            ) : (
              <span
                key={cell.workDay}
                data-day={cell.workDay}
                className={cell.workDay === chosen ? 'mood mood-chosen' : 'mood'}
              >
                <Sign day={cell.day} />
              </span>
            ),
          ),
        )}
      </div>
    </div>
  )
}

function Sign({ day }: { readonly day: DaySummary | undefined }) {
  if (day === undefined) return <i className="no-day" />
  return day.smiley === null ? <i className="no-smiley" /> : <MoodFace smiley={day.smiley} />
}

function Legend({ three }: { readonly three: boolean }) {
  const t = useApp().translator.t
  return (
    <ul className="legend" aria-hidden="true">
      {(['happy', 'neutral', 'sad'] as const).map(
        (smiley) =>
          (smiley !== 'neutral' || three) && (
            <li key={smiley}>
              <MoodFace smiley={smiley} /> {t(`smiley.${smiley}`)}
            </li>
          ),
      )}
      <li>
        <i className="no-smiley" /> {t('own.year-none')}
      </li>
      <li>
        <i className="no-day" /> {t('own.year-off')}
      </li>
    </ul>
  )
}

/** The slider lies over the cells, so it is asked what lies below the pointer. */
function findDay(event: PointerEvent, days: readonly DaySummary[]): number | undefined {
  for (const element of document.elementsFromPoint(event.clientX, event.clientY)) {
    const day = element instanceof HTMLElement ? element.dataset['day'] : undefined
    const at = day === undefined ? -1 : days.findIndex(({ workDay }) => workDay === day)
    if (at !== -1) return at
  }
  return undefined
}
