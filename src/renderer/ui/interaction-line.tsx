/** Which interaction: channel icon and word, queue, time of its end. */
import type { InteractionView } from '../../shared/views.ts'
import { useApp } from './app.ts'
import { Icon } from './icons.tsx'

export function InteractionLine({ interaction }: { readonly interaction: InteractionView }) {
  const { translator, formats } = useApp()
  const { t } = translator
  return (
    <span className="which">
      <Icon name={interaction.channel} />
      <span className="which-channel">{t(`channel.${interaction.channel}`)}</span>
      {interaction.queue !== null && <span className="which-queue">{interaction.queue}</span>}
      <time className="which-time" dateTime={new Date(interaction.endedAt).toISOString()}>
        {formats.time(interaction.endedAt)}
      </time>
    </span>
  )
}
