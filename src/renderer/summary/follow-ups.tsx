/** Follow-ups that the agent asked for and the team has looked at, newest first. */
import { useEffect, useId, useState } from 'react'
import type { OwnFollowUp } from '../../shared/own-view.ts'
import { useApp } from '../ui/app.ts'
import { invoke, on } from '../ui/bridge.ts'
import { followUpWords } from '../ui/follow-up-words.ts'
import { Icon } from '../ui/icons.tsx'

/** Older ones are shown on demand. */
const SHOWN = 5

type Entry = readonly [id: string, followUp: OwnFollowUp]

export function FollowUps() {
  const { translator, formats } = useApp()
  const { t } = translator
  const id = useId()
  const [entries, setEntries] = useState<readonly Entry[]>([])
  const [all, setAll] = useState(false)
  useEffect(() => {
    let isHere = true
    // What the team says comes from its collector; without it there is nothing to see and nothing wrong.
    const fetch = async (): Promise<void> => {
      const result = await invoke('own:follow-ups')
      if (isHere && result.ok) setEntries(Object.entries(result.value).toSorted(newestFirst))
    }
    void fetch()
    // Having looked makes the main process ask, where it hasn't for a while.
    const stop = on('today:changed', () => void fetch())
    return () => {
      isHere = false
      stop()
    }
  }, [])
  if (entries.length === 0) return undefined
  return (
    <section className="chart" aria-labelledby={id}>
      <header className="chart-head">
        <div>
          <h2 id={id}>{t('own.follow-ups')}</h2>
          <p className="hint">{t('own.follow-ups-hint')}</p>
        </div>
      </header>
      <ul className="follow-ups">
        {(all ? entries : entries.slice(0, SHOWN)).map(([key, followUp]) => (
          <li key={key}>
            <span className="which">
              <Icon name={followUp.channel} />
              <span className="which-channel">{t(`channel.${followUp.channel}`)}</span>
              {followUp.queue !== null && <span>{followUp.queue}</span>}
              <span>{formats.dayLong(followUp.workDay)}</span>
            </span>
            {followUp.words !== '' && <q>{followUp.words}</q>}
            <strong className={followUp.state === 'done' ? 'done' : ''}>
              {followUp.state === 'done' && <Icon name="check" />} {followUpWords(t, formats, followUp)}
            </strong>
          </li>
        ))}
      </ul>
      {!all && entries.length > SHOWN && (
        <button type="button" className="secondary show-all" onClick={() => setAll(true)}>
          {t('own.show-all', { n: entries.length })}
        </button>
      )}
    </section>
  )
}

function newestFirst([one, { workDay: first }]: Entry, [other, { workDay: second }]: Entry): number {
  return second.localeCompare(first) || other.localeCompare(one)
}
