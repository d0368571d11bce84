import { useEffect } from 'react'
import { create } from 'zustand'
import type { OwnView } from '../../shared/own-view.ts'
import { useText } from '../ui/app.ts'
import { invoke, on, tell } from '../ui/bridge.ts'
import type { Loaded } from '../ui/live-view.ts'
import { Problem } from '../ui/problem.tsx'
import { CompletionBars } from './completion-bars.tsx'
import { MoodCalendar } from './mood-calendar.tsx'
import { RatingTrend } from './rating-trend.tsx'
import { SolvedTrend } from './solved-trend.tsx'

/** Changes of today come one by one; the 30 days are fetched once they have settled. */
const SETTLE_MS = 400

const useSummary = create<{ readonly loaded: Loaded<OwnView> }>(() => ({ loaded: { s: 'loading' } }))

async function fetchSummary(): Promise<void> {
  const result = await invoke('summary:get')
  if (!result.ok) {
    useSummary.setState({ loaded: { s: 'refused', code: result.code } })
    return
  }
  // The same figures again keep their object, so that no chart is drawn anew.
  const { loaded } = useSummary.getState()
  if (loaded.s === 'ready' && JSON.stringify(loaded.view) === JSON.stringify(result.value)) return
  useSummary.setState({ loaded: { s: 'ready', view: result.value } })
}

export function Summary() {
  const t = useText()
  const loaded = useSummary((state) => state.loaded)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const close = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') tell('window:close')
    }
    void fetchSummary()
    const stop = on('today:changed', () => {
      clearTimeout(timer)
      timer = setTimeout(() => void fetchSummary(), SETTLE_MS)
    })
    document.addEventListener('keydown', close)
    return () => {
      clearTimeout(timer)
      stop()
      document.removeEventListener('keydown', close)
    }
  }, [])
  return (
    <main className="summary">
      <header className="summary-head">
        <h1>{t('summary.title')}</h1>
        <p className="hint">{t('summary.subtitle')}</p>
      </header>
      {loaded.s === 'refused' && <Problem code={loaded.code} />}
      {loaded.s === 'ready' && <Figures view={loaded.view} />}
    </main>
  )
}

function Figures({ view: { days } }: { readonly view: OwnView }) {
  const t = useText()
  const nothing = days.every(({ rated, smiley }) => rated === 0 && smiley === null)
  if (nothing) return <p className="empty">{t('summary.empty')}</p>
  return (
    <div className="charts">
      <SolvedTrend days={days} />
      <RatingTrend days={days} />
      <MoodCalendar days={days} />
      <CompletionBars days={days} />
    </div>
  )
}
