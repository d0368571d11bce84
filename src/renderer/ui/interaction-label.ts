/** Words for one interaction: channel, queue, when it ended. */
import type { Translator } from '../../shared/messages/index.ts'
import type { InteractionView } from '../../shared/views.ts'

export function interactionLabel(t: Translator['t'], interaction: InteractionView): string {
  const { channel, queue, endedAt: at } = interaction
  const word = t(`channel.${channel}`)
  return queue === null
    ? t('interaction.label', { channel: word, at })
    : t('interaction.label-queue', { channel: word, queue, at })
}
