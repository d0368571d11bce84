import { needsCode } from '../../shared/sync-line.ts'
import type { Translator } from '../../shared/messages/index.ts'
import type { SyncView } from '../../shared/sync.ts'
import { useApp } from '../ui/app.ts'
import { tell } from '../ui/bridge.ts'
import { Group } from './field.tsx'
import { hostOf } from '../ui/wire-words.ts'
import { useTeam } from './team/state.ts'

export function About() {
  const { translator, view } = useApp()
  const { t } = translator
  const team = useTeam((state) => state.loaded)
  return (
    <Group title={t('settings.about')}>
      <dl className="about">
        <div>
          <dt>{t('settings.version')}</dt>
          <dd>{view.version}</dd>
        </div>
        <div>
          <dt>{t('settings.data-folder')}</dt>
          <dd>
            <span className="path">{view.dataFolder}</span>
            <button
              type="button"
              className="secondary"
              aria-label={t('settings.show-folder-label')}
              onClick={() => tell('app:show-data')}
            >
              {t('settings.show-folder')}
            </button>
          </dd>
        </div>
        {team.s === 'ready' && (
          <div>
            <dt>{t('settings.leaves')}</dt>
            <dd>{leavesWords(t, team.view.sync)}</dd>
          </div>
        )}
      </dl>
    </Group>
  )
}

function leavesWords(t: Translator['t'], { connection, endpoint }: SyncView): string {
  if (needsCode(connection)) return t('settings.leaves-none-now')
  return connection === 'none' || endpoint === null
    ? t('settings.leaves-nothing')
    : t('settings.leaves-to', { host: hostOf(endpoint) })
}
