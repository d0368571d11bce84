import { useApp } from '../ui/app.ts'
import { tell } from '../ui/bridge.ts'
import { Group } from './field.tsx'

export function About() {
  const { translator, view } = useApp()
  const { t } = translator
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
        <div>
          <dt>{t('settings.leaves')}</dt>
          <dd>{t('settings.leaves-nothing')}</dd>
        </div>
      </dl>
    </Group>
  )
}
