/** What "Team and sync" shows, and the words that depend on numbers. */
import type { Translator } from '../../../shared/messages/index.ts'
import { createLiveView } from '../../ui/live-view.ts'

export const useTeam = createLiveView('sync:get', 'sync:changed')

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** How far a clock is off, in the unit in which people would say it. */
export function clockAmount(t: Translator['t'], offMs: number): string {
  const off = Math.abs(offMs)
  if (off < 1.5 * HOUR_MS) return t('team.clock-minutes', { n: Math.round(off / MINUTE_MS) })
  return off < 2 * DAY_MS
    ? t('team.clock-hours', { n: Math.round(off / HOUR_MS) })
    : t('team.clock-days', { n: Math.round(off / DAY_MS) })
}
