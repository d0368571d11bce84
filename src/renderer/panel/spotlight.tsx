/** A colleague's story that the lead has put onto every widget of the team; it can be hidden for the day. */
import { useState } from 'react'
import type { Spotlight } from '../../shared/wire/team.ts'
import { useText } from '../ui/app.ts'
import { invoke } from '../ui/bridge.ts'
import { Icon } from '../ui/icons.tsx'

export function SpotlightStory({ spotlight }: { readonly spotlight: Spotlight }) {
  const t = useText()
  const { story } = spotlight
  const [isHidden, setHidden] = useState(false)
  if (isHidden) return undefined
  const hide = async () => {
    // Gone when that is written down; where the disk is full, it is back when the panel opens again.
    await invoke('spotlight:hide', { story: story.id })
    setHidden(true)
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
        onClick={() => void hide()}
      >
        <Icon name="close" />
      </button>
    </section>
  )
}
