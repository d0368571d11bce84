/** Stories, newest first, large enough to read out loud. A lead can put one in the spotlight. */
import { useRef, useState } from 'react'
import type { TeamBoard } from '../../shared/team-view.ts'
import type { Spotlight, Story } from '../../shared/wire/team.ts'
import { announce } from '../ui/announcer.tsx'
import { useText } from '../ui/app.ts'
import { Icon } from '../ui/icons.tsx'
import { Sentence } from '../ui/problem.tsx'
import { changeSpotlight, problemWords, type ChangeProblem } from './state.ts'
import { useWords } from './use-words.ts'

export function Stories({ board }: { readonly board: TeamBoard }) {
  const t = useText()
  const { stories, more, spotlight } = board.stories
  const isLead = board.lead !== null
  const list = useRef<HTMLUListElement>(null)
  const [busy, setBusy] = useState<string | undefined>()
  const [problem, setProblem] = useState<ChangeProblem | undefined>()
  /** @param story `null` ends it @param asked which button has asked */
  const change = async (story: string | null, asked: string): Promise<void> => {
    if (busy !== undefined) return
    setBusy(asked)
    setProblem(undefined)
    const failed = await changeSpotlight(story)
    setBusy(undefined)
    setProblem(failed)
    const done = t(story === null ? 'board.spotlight-ended' : 'board.spotlight-on')
    announce(failed === undefined ? done : problemWords(t, failed))
    // The button that was pressed is gone, and the focus isn't to be lost with it.
    if (failed === undefined) requestAnimationFrame(() => list.current?.focus())
  }
  return (
    <>
      <p className="lead-words">{t('board.stories-hint')}</p>
      {problem !== undefined && <Sentence>{problemWords(t, problem)}</Sentence>}
      {spotlight !== null && (
        <SpotlightCard spotlight={spotlight}>
          {isLead && (
            <button
              type="button"
              className="secondary"
              aria-disabled={busy !== undefined}
              onClick={() => void change(null, 'end')}
            >
              {t(busy === 'end' ? 'board.follow-up-busy' : 'board.spotlight-end')}
            </button>
          )}
        </SpotlightCard>
      )}
      {stories.length === 0 && <p className="empty">{t('board.stories-none')}</p>}
      <ul ref={list} className="stories" tabIndex={-1} aria-label={t('board.tab-stories')}>
        {stories.map((story) => {
          const isInSpotlight = spotlight?.story.id === story.id
          return (
            <li key={story.id}>
              <StoryText story={story}>
                {isInSpotlight && (
                  <span className="done">
                    <Icon name="check" /> {t('board.spotlight-on')}
                  </span>
                )}
                {isLead && !isInSpotlight && (
                  <button
                    type="button"
                    className="secondary"
                    aria-disabled={busy !== undefined}
                    aria-label={t('board.spotlight-put-label', { story: story.story })}
                    onClick={() => void change(story.id, story.id)}
                  >
                    {t(busy === story.id ? 'board.follow-up-busy' : 'board.spotlight-put')}
                  </button>
                )}
              </StoryText>
            </li>
          )
        })}
      </ul>
      {more > 0 && <p className="hint">{t('board.stories-more', { more })}</p>}
    </>
  )
}

interface StoryProps {
  readonly story: Story
  readonly children?: React.ReactNode
}

/** A story as it is read out, with what it was about and whatever belongs below it. */
export function StoryText({ story: { story, channel, queue, workDay }, children }: StoryProps) {
  const { t, formats } = useWords()
  const named = { channel: t(`channel.${channel}`), day: formats.dayLong(workDay) }
  return (
    <figure className="story">
      <blockquote>{story}</blockquote>
      <figcaption>
        <span className="hint">
          {queue === null
            ? t('board.follow-up-label', named)
            : t('board.follow-up-label-queue', { ...named, queue })}
        </span>
        {children}
      </figcaption>
    </figure>
  )
}

interface SpotlightProps {
  readonly spotlight: Spotlight
  readonly children?: React.ReactNode
}

export function SpotlightCard({ spotlight: { story, until }, children }: SpotlightProps) {
  const { t, formats } = useWords()
  return (
    <section className="spotlight">
      <h2>
        <Icon name="story" /> {t('board.spotlight')}
      </h2>
      <StoryText story={story}>{children}</StoryText>
      <p className="hint">{t('board.spotlight-until', { day: formats.dayLong(until) })}</p>
    </section>
  )
}
