/** Which interaction: channel icon and word, queue, time of its end. */
import type { InteractionView } from '../../shared/views.ts'
import { useApp } from './app.ts'
import { Icon } from './icons.tsx'

interface Props {
  readonly interaction: InteractionView
  /** In a list over the day the time leads. */
  readonly timeFirst?: boolean
}

export function InteractionLine({ interaction, timeFirst = false }: Props) {
  const { translator, formats } = useApp()
  const { t } = translator
  const time = (
    <time className="which-time" dateTime={new Date(interaction.endedAt).toISOString()}>
      {formats.time(interaction.endedAt)}
    </time>
  )
  return (
    <span className="which">
      {timeFirst && time}
      <Icon name={interaction.channel} />
      <span className="which-channel">{t(`channel.${interaction.channel}`)}</span>
      {interaction.queue !== null && <span className="which-queue">{interaction.queue}</span>}
      {!timeFirst && time}
    </span>
  )
}
