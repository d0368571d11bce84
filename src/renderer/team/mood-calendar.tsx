/** The team's days of the last year, month by month: the share of happy smileys as a number and a shade. */
import { useId, useMemo } from 'react'
import { isPoint } from '../../shared/team-figures/figure.ts'
import { moodStep, moodYear, type MoodDay, type MoodMonth } from '../../shared/team-figures/mood-year.ts'
import type { SummaryAnswer } from '../../shared/wire/summaries.ts'
import { Table } from '../ui/chart/table.tsx'
import { useWords } from './use-words.ts'
import { numberWords, shareWords, type Words } from './words.ts'

export function MoodCalendar({ summary }: { readonly summary: SummaryAnswer }) {
  const words = useWords()
  const { t, formats } = words
  const id = useId()
  const { windows, threshold, closedTo } = summary
  const { months, weekdays, shown, hidden } = useMemo(() => moodYear(windows), [windows])
  const days = months
    .flatMap(({ weeks }) => weeks.flat())
    .filter(({ state }) => state === 'shown' || state === 'hidden')
  return (
    <section className="chart" aria-labelledby={id}>
      <header className="chart-head">
        <div>
          <h2 id={id}>{t('board.mood')}</h2>
          <p className="hint">{t('board.mood-hint')}</p>
        </div>
        <div className="chart-figure">
          <span>{t('board.mood-counts', { shown, hidden })}</span>
          {closedTo !== null && <span>{t('board.closed-to', { day: formats.dayLong(closedTo) })}</span>}
        </div>
      </header>
      {months.length === 0 ? (
        <p className="hint">{t('board.nothing')}</p>
      ) : (
        <div className="mood-months">
          {months.toReversed().map((month) => (
            <Month
              key={`${month.year}-${month.month}`}
              month={month}
              weekdays={weekdays}
              words={words}
              threshold={threshold}
            />
          ))}
        </div>
      )}
      <ul className="mood-legend hint">
        <li>
          <span className="mood-cell mood-hidden" aria-hidden="true">
            ×
          </span>{' '}
          {t('board.mood-legend-hidden')}
        </li>
        <li>
          <span className="mood-cell" aria-hidden="true" /> {t('board.mood-legend-open')}
        </li>
        <li>{t('board.mood-legend-alike')}</li>
      </ul>
      {hidden > 0 && <p className="hint">{t('board.hidden', { threshold })}</p>}
      <Table
        title={t('board.mood')}
        caption={t('board.mood-hint')}
        columns={[t('board.col-window'), t('board.col-value'), t('board.col-interval'), t('board.col-n')]}
        rows={() =>
          days
            .toReversed()
            .map(({ workDay, figure }) => [
              words.board.fullDate(workDay),
              figure === undefined ? t('board.hidden-short') : shareWords(words, figure.value),
              figure?.interval === undefined
                ? '–'
                : `${numberWords(words, 'smiley', figure.interval.low)} – ${numberWords(words, 'smiley', figure.interval.high)}`,
              figure === undefined ? '–' : formats.count(figure.n),
            ])
        }
      />
    </section>
  )
}

interface MonthProps {
  readonly month: MoodMonth
  readonly weekdays: readonly number[]
  readonly words: Words
  readonly threshold: number
}

function Month({ month: { year, month, weeks }, weekdays, words, threshold }: MonthProps) {
  const { formats, board } = words
  return (
    <table className="mood-month">
      <caption>{board.month(`${year}-${String(month).padStart(2, '0')}-01`)}</caption>
      <thead>
        <tr>
          {weekdays.map((weekday) => (
            <th key={weekday} scope="col">
              <abbr title={formats.weekday(weekday, 'long')}>{formats.weekday(weekday, 'short')}</abbr>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]?.workDay}>
            {weekdays.map((weekday) => {
              const day = week.find((one) => one.weekday === weekday)
              return <td key={weekday}>{day && <Day day={day} words={words} threshold={threshold} />}</td>
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface DayProps {
  readonly day: MoodDay
  readonly words: Words
  readonly threshold: number
}

function Day({ day: { workDay, state, figure }, words, threshold }: DayProps) {
  const { t, formats } = words
  if (state === 'empty' || state === 'open' || figure === undefined) {
    const isHidden = state === 'hidden'
    const said = isHidden
      ? t('board.hidden', { threshold })
      : t(state === 'open' ? 'board.mood-open' : 'board.mood-none')
    const full = t('board.mood-day', { day: formats.dayLong(workDay), words: said })
    return (
      <span className={isHidden ? 'mood-cell mood-hidden' : 'mood-cell'} title={full}>
        {isHidden && <span aria-hidden="true">×</span>}
        <span className="only-for-ears">
          {t('board.mood-day', {
            day: formats.dayLong(workDay),
            words: isHidden ? t('board.hidden-short') : said,
          })}
        </span>
      </span>
    )
  }
  const full = t('board.mood-day', {
    day: formats.dayLong(workDay),
    words: `${t('board.mood-happy', { share: shareWords(words, figure.value) })}, ${t('board.n-smiley', { n: figure.n })}`,
  })
  return (
    <span className={`mood-cell mood-step-${moodStep(figure)}`} title={full}>
      <span aria-hidden="true">{short(figure.value)}</span>
      <span className="only-for-ears">{full}</span>
    </span>
  )
}

/** As much as fits: of a range the end that says most. */
function short({ low, high }: { readonly low: number; readonly high: number }): string {
  const percent = (share: number) => String(Math.round(share * 100))
  if (isPoint({ low, high })) return percent(low)
  return 1 - high <= low ? `≥${percent(low)}` : `≤${percent(high)}`
}
