/** A record that leaves this computer, in words. All that is in it is said, and nothing else. */
import type { Translator } from '../../../shared/messages/index.ts'
import type { LeavingState } from '../../../shared/own-view.ts'
import type { InteractionData, WireEvent } from '../../../shared/wire/events.ts'
import { refusalWords } from '../../ui/wire-words.ts'

type Words = Translator['t']

export function recordWords(t: Words, event: WireEvent): string {
  if (event.data.deleted) return t('leaving.deleted')
  switch (event.type) {
    case 'org.aftercall.interaction.v1':
      return interactionWords(t, event.data)
    case 'org.aftercall.day.v1': {
      const { smiley } = event.data
      return smiley === null ? t('leaving.no-smiley') : t('leaving.smiley', { smiley: t(`smiley.${smiley}`) })
    }
    case 'org.aftercall.pulse.v1': {
      const { score } = event.data
      return score === null ? t('leaving.no-score') : t('leaving.score', { score })
    }
  }
}

function interactionWords(t: Words, data: InteractionData): string {
  const { channel, queue, solved, reasons, followUp, story, externalIds = [] } = data
  return [
    t(`channel.${channel}`),
    ...(queue === null ? [] : [queue]),
    outcomeWords(t, data),
    ...(solved === null ? [] : [t(solved ? 'leaving.solved' : 'leaving.not-solved')]),
    ...reasons.map((reason) => t(`reason.${reason}`)),
    ...(followUp === null ? [] : [followUpWords(t, followUp)]),
    ...(story === null ? [] : [t('leaving.story', { words: story })]),
    ...(externalIds.length === 0 ? [] : [t('leaving.numbers', { n: externalIds.length })]),
  ].join(', ')
}

function outcomeWords(t: Words, { outcome, rating }: InteractionData): string {
  if (rating !== null) return t('leaving.rated', { rating })
  switch (outcome) {
    case 'skipped':
      return t('leaving.skipped')
    case 'expired':
      return t('leaving.expired')
    case 'rated':
    case null:
      return t('leaving.waits')
  }
}

function followUpWords(t: Words, words: string): string {
  return words === '' ? t('leaving.follow-up-wordless') : t('leaving.follow-up', { words })
}

export function stateWords(t: Words, state: LeavingState): string {
  return state.s === 'refused'
    ? t('leaving.refused', { why: refusalWords(t, state.code) })
    : t(`leaving.${state.s}`)
}
