/** What "Team and sync" shows, and the words that depend on numbers. */
import type { Translator } from '../../../shared/messages/index.ts'
import type { WireEvent } from '../../../shared/wire/events.ts'
import type { EventKind } from '../../../shared/wire/events.ts'
import type { Formats } from '../../ui/format.ts'
import { createLiveView } from '../../ui/live-view.ts'

export const useTeam = createLiveView('sync:get', 'sync:changed')

/** Host and port of an endpoint, with its path if it has one: what a person recognises it by. Never a key in its query. */
export function hostOf(endpoint: string): string {
  return endpoint.replace(/^https?:\/\//, '').replace(/[?#].*$/, '')
}

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

/** A work day as people say it; a quarter as it is. */
export function periodWords(formats: Formats, period: string): string {
  return period.includes('Q') ? period : formats.dayLong(period)
}

export function kindOf(event: WireEvent): EventKind {
  switch (event.type) {
    case 'org.aftercall.interaction.v1':
      return 'interaction'
    case 'org.aftercall.day.v1':
      return 'day'
    case 'org.aftercall.pulse.v1':
      return 'pulse'
  }
}

/** The work day or quarter that an event is about. */
export function periodOf({ data }: WireEvent): string {
  return 'quarter' in data ? data.quarter : data.workDay
}
