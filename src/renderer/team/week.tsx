/** The last closed week, for everybody in the team: a page for the wall. */
import { useMemo } from 'react'
import { SHOWN_MEASURES } from '../../shared/team-figures/measures.ts'
import { npsFigure } from '../../shared/team-figures/figure.ts'
import { quarterOfText } from '../../shared/team-figures/promoters.ts'
import { trendOf } from '../../shared/team-figures/trend.ts'
import type { TeamBoard } from '../../shared/team-view.ts'
import { Export } from './export.tsx'
import { NewestFigure } from './newest-figure.tsx'
import { SpotlightCard, StoryText } from './stories.tsx'
import { useWords } from './use-words.ts'
import { scoreWords } from './words.ts'

export function Week({ board: { weekly, lead } }: { readonly board: TeamBoard }) {
  const words = useWords()
  const { t, board } = words
  const { week, before, team, threshold, stories, followUps, spotlight, pulse } = weekly
  const trends = useMemo(() => {
    const windows = [before, week].filter((window) => window !== null)
    return SHOWN_MEASURES.map((measure) => ({ measure, trend: trendOf(measure, windows) }))
  }, [week, before])
  const score = pulse?.cell ? npsFigure(pulse.cell) : undefined
  const quarter = pulse === null ? undefined : quarterOfText(pulse.quarter)
  return (
    <article className="week">
      <header className="week-head">
        <div>
          <h2>{t('board.week-of', { team: team.name })}</h2>
          {week !== null && <p className="week-when">{board.window('week', week.from)}</p>}
        </div>
        {week !== null && <Export formats={['pdf', 'png', 'csv']} by="week" />}
      </header>
      {week === null ? (
        <p className="empty">{t('board.week-none')}</p>
      ) : (
        <section aria-labelledby="week-figures">
          <h3 id="week-figures">{t('board.week-figures')}</h3>
          <ul className="week-figures">
            {trends.map(({ measure, trend }) => (
              <li key={measure} className="chart-figure">
                <h4>{t(`board.${measure}`)}</h4>
                {trend.newest === undefined ? (
                  <span>{t('board.nothing')}</span>
                ) : (
                  <NewestFigure measure={measure} trend={trend} by="week" threshold={threshold} />
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {spotlight !== null && <SpotlightCard spotlight={spotlight} />}
      {week !== null && (
        <section aria-labelledby="week-stories">
          <h3 id="week-stories">{t('board.week-stories')}</h3>
          {stories.length === 0 && <p className="hint">{t('board.week-no-stories')}</p>}
          <ul className="stories">
            {stories.map((story) => (
              <li key={story.id}>
                <StoryText story={story} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {week !== null && (
        <section aria-labelledby="week-follow-ups">
          <h3 id="week-follow-ups">{t('board.week-follow-ups-title')}</h3>
          <p>{t('board.week-follow-ups', { asked: followUps.asked, settled: followUps.settled })}</p>
        </section>
      )}
      {quarter !== undefined && (
        <section aria-labelledby="week-pulse">
          <h3 id="week-pulse">{t('board.week-pulse')}</h3>
          <p>
            {t('board.week-pulse-score', {
              quarter: board.quarter(quarter.year, quarter.quarter),
              words: score === undefined ? t('board.score-hidden') : scoreWords(words, score),
            })}
          </p>
        </section>
      )}
      <p className="hint">{t('board.week-made-of', { threshold })}</p>
      {lead === null && <p className="week-lead-sees">{t('board.week-lead-sees')}</p>}
    </article>
  )
}
