/** What the team did with a follow-up, in one sentence. */
import type { Translator } from '../../shared/messages/index.ts'
import type { OwnFollowUp } from '../../shared/own-view.ts'
import type { Formats } from './format.ts'

export function followUpWords(
  t: Translator['t'],
  formats: Formats,
  { state, doneBy, on }: Pick<OwnFollowUp, 'state' | 'doneBy' | 'on'>,
): string {
  const day = on === null ? undefined : formats.date(on)
  switch (state) {
    case 'open':
      return t('follow-up.open')
    case 'not-needed':
      return day === undefined ? t('follow-up.not-needed') : t('follow-up.not-needed-on', { day })
    case 'done':
      if (doneBy === null) return day === undefined ? t('follow-up.done') : t('follow-up.done-on', { day })
      return day === undefined
        ? t('follow-up.done-by', { who: doneBy })
        : t('follow-up.done-by-on', { who: doneBy, day })
  }
}
