/** What travels, in the words of the windows. */
import type { Translator } from '../../shared/messages/index.ts'
import { EVENT_REFUSALS } from '../../shared/lists.ts'
import type { EventKind, WireEvent } from '../../shared/wire/events.ts'
import type { Formats } from './format.ts'

/** Host and port of an endpoint, with its path if it has one: what a person recognises it by. Never a key in its query. */
export function hostOf(endpoint: string): string {
  return endpoint.replace(/^https?:\/\//, '').replace(/[?#].*$/, '')
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

/** Why the collector refuses a record. @param code of EVENT_REFUSALS, or of a newer collector */
export function refusalWords(t: Translator['t'], code: string): string {
  const known = EVENT_REFUSALS.find((each) => each === code)
  return known === undefined ? t('refused.other', { code }) : t(`refused.${known}`)
}
