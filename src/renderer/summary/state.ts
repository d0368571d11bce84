/** The figures of "My view": fetched when the window opens and anew when something of today has settled. */
import { create } from 'zustand'
import type { OwnView } from '../../shared/own-view.ts'
import { markArrival } from '../ui/arrival.ts'
import { invoke, on } from '../ui/bridge.ts'
import type { Loaded } from '../ui/live-view.ts'

/** Changes of today come one by one; the figures are fetched once they have settled. */
const SETTLE_MS = 400

export const useSummary = create<{ readonly loaded: Loaded<OwnView> }>(() => ({ loaded: { s: 'loading' } }))

async function fetchSummary(): Promise<void> {
  const result = await invoke('summary:get')
  markArrival()
  if (!result.ok) {
    useSummary.setState({ loaded: { s: 'refused', code: result.code } })
    return
  }
  // The same figures again keep their object, so that no chart is drawn anew.
  const { loaded } = useSummary.getState()
  if (loaded.s === 'ready' && JSON.stringify(loaded.view) === JSON.stringify(result.value)) return
  useSummary.setState({ loaded: { s: 'ready', view: result.value } })
}

/** Keeps the figures fresh as long as the window is there. Called once, when it starts. */
export function startSummary(): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  on('today:changed', () => {
    clearTimeout(timer)
    timer = setTimeout(() => void fetchSummary(), SETTLE_MS)
  })
  void fetchSummary()
}
