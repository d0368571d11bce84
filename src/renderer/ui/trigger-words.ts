/** Words for triggers: their name, and how their connection is doing. */
import type { Translator } from '../../shared/messages/index.ts'
import type { AdapterState } from '../../shared/trigger.ts'

const KNOWN = ['baresip', 'http', 'link', 'shortcut', 'tray'] as const
type Known = (typeof KNOWN)[number]
const isKnown = (id: string): id is Known => KNOWN.some((known) => known === id)

/** A trigger's name; its id where we have no word for it. */
export function triggerName(t: Translator['t'], id: string): string {
  return isKnown(id) ? t(`trigger.${id}`) : id
}

/** How the connection is doing, in words. */
export function stateWords(t: Translator['t'], state: AdapterState | undefined): string {
  if (state === undefined) return t('settings.state-unknown')
  switch (state.s) {
    case 'stopped':
      return t('settings.state-stopped')
    case 'connecting':
      return t('settings.state-connecting', { attempt: state.attempt })
    case 'up':
      return state.detail === undefined
        ? t('settings.state-up')
        : t('settings.state-up-detail', { detail: state.detail })
    case 'waiting':
      return t('settings.state-waiting', { why: problemWords(t, state) })
    case 'failed':
      return t('settings.state-failed', { why: problemWords(t, state) })
  }
}

/** Why it doesn't work; the log's own words for what nobody foresaw. */
export function problemWords(
  t: Translator['t'],
  { why, problem }: Extract<AdapterState, { why: string }>,
): string {
  return problem === undefined ? why : t(`trigger-problem.${problem.code}`, problem.values)
}
