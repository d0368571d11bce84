/** A colleague's story that the lead has put onto every widget of the team; it can be hidden for the day. */
import { useState } from 'react'
import type { WorkDayId } from '../../shared/records.ts'
import type { Spotlight } from '../../shared/wire/team.ts'
import { useText } from '../ui/app.ts'
import { Icon } from '../ui/icons.tsx'

/** In the windows' local storage: it is this computer's own business. */
const KEY = 'spotlight:hidden'

export function SpotlightStory({
  spotlight,
  today,
}: {
  readonly spotlight: Spotlight
  readonly today: WorkDayId
}) {
  const t = useText()
  const { story } = spotlight
  const mark = `${story.id} ${today}`
  const [hidden, setHidden] = useState(() => localStorage.getItem(KEY))
  if (hidden === mark) return undefined
  const hide = (): void => {
    setHidden(mark)
    try {
      localStorage.setItem(KEY, mark)
    } catch {
      // The disk is full: then it is back when the panel opens again.
    }
  }
  return (
    <section className="spotlight" aria-labelledby="spotlight">
      <h2 id="spotlight">
        <Icon name="story" /> {t('spotlight.title')}
      </h2>
      <q>{story.story}</q>
      <p className="hint">
        {[t(`channel.${story.channel}`), story.queue].filter((word) => word !== null).join(', ')}
      </p>
      <button
        type="button"
        className="icon-button"
        aria-label={t('spotlight.dismiss')}
        title={t('spotlight.dismiss')}
        onClick={hide}
      >
        <Icon name="close" />
      </button>
    </section>
  )
}
