/** In plain words what will leave this computer, before anybody agrees to it. */
import type { TeamView } from '../../../shared/views.ts'
import { useText } from '../../ui/app.ts'

interface Props {
  readonly view: TeamView
  /** To another endpoint than before: it has nothing of this computer yet. */
  readonly moves?: boolean
}

export function WillLeave({ view, moves = false }: Props) {
  const t = useText()
  const { sync, unsent } = view
  // What has been sent before is new to another collector.
  const all = moves || (sync.connection === 'none' && sync.lastSentAt !== null)
  // Noon, so that the day is the same in every time zone.
  const since = unsent === null ? 0 : new Date(`${unsent.since}T12:00:00`)
  return (
    <div className="will-leave">
      <p className="setting-label">{t('team.will-leave')}</p>
      <ul>
        <li>{t('team.leaves-interaction')}</li>
        <li>{t('team.leaves-day')}</li>
        <li>{t('team.leaves-shared')}</li>
        <li>{all ? t('team.leaves-all') : t('team.leaves-before', { count: unsent?.count ?? 0, since })}</li>
        <li>{t('team.leaves-never')}</li>
      </ul>
    </div>
  )
}
