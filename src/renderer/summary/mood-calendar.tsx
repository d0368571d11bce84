/** The smileys of the last 30 work days, a row for each week. It is a table, and has a plainer twin below. */
import { useId, useMemo } from 'react'
import type { DaySummary } from '../../shared/views.ts'
import { useApp } from '../ui/app.ts'
import { Face } from '../ui/faces.tsx'
import { countSmileys, weekdayOf, weekdaysOf, weeksOf } from './figures.ts'
import { Table } from '../ui/chart/table.tsx'

export function MoodCalendar({ days }: { readonly days: readonly DaySummary[] }) {
  const { translator, formats } = useApp()
  const { t } = translator
  const id = useId()
  const weeks = useMemo(() => weeksOf(days), [days])
  const weekdays = useMemo(() => weekdaysOf(days), [days])
  const counts = useMemo(() => countSmileys(days), [days])
  const word = ({ smiley }: DaySummary): string =>
    smiley === null ? t('summary.no-smiley') : t(`smiley.${smiley}`)

  return (
    <section className="chart" aria-labelledby={id}>
      <header className="chart-head">
        <div>
          <h2 id={id}>{t('summary.mood')}</h2>
          <p className="hint">{t('summary.mood-hint')}</p>
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
          <span>{t('summary.days-answered', { n: counts.n, days: days.length })}</span>
        </div>
      </header>
      <table className="calendar">
        <caption className="only-for-ears">{t('summary.mood-hint')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('summary.col-week')}</th>
            {weekdays.map((weekday) => (
              <th key={weekday} scope="col">
                <abbr title={formats.weekday(weekday, 'long')}>{formats.weekday(weekday, 'short')}</abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map(({ monday, days: ofWeek }) => (
            <tr key={monday}>
              <th scope="row">{formats.date(monday)}</th>
              {weekdays.map((weekday) => {
                const day = ofWeek.find(({ workDay }) => weekdayOf(workDay) === weekday)
                return (
                  <td key={weekday} title={day && `${formats.dayLong(day.workDay)}: ${word(day)}`}>
                    {day !== undefined && (
                      <>
                        {day.smiley === null ? <span className="no-smiley" /> : <Face name={day.smiley} />}
                        <span className="only-for-ears">{word(day)}</span>
                      </>
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <Table
        title={t('summary.mood')}
        caption={t('summary.mood-hint')}
        columns={[
          t('summary.col-day'),
          t('summary.col-smiley'),
          t('summary.col-rated'),
          t('summary.col-ended'),
        ]}
        rows={days.map((day) => [
          formats.dayShort(day.workDay),
          word(day),
          formats.count(day.rated),
          formats.count(day.ended),
        ])}
      />
    </section>
  )
}
