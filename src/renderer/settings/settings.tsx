import { useEffect } from 'react'
import type { StatusView } from '../../shared/views.ts'
import { useApp, useText } from '../ui/app.ts'
import { tell } from '../ui/bridge.ts'
import { createLiveView } from '../ui/live-view.ts'
import { Problem } from '../ui/problem.tsx'
import { flushUnsaved } from '../ui/unsaved.ts'
import { About } from './about.tsx'
import { Connections } from './connections.tsx'
import { Keys } from './keys.tsx'
import { Looks } from './looks.tsx'
import { Own } from './own.tsx'
import { Quiet } from './quiet.tsx'
import { Team } from './team/team.tsx'
import { Switch } from './inputs.tsx'
import { Group } from './field.tsx'
import { WorkDay } from './work-day.tsx'

const useStatus = createLiveView('status:get', 'status:changed')

const NO_STATUS: Pick<StatusView, 'notices' | 'triggers'> = { notices: [], triggers: [] }

export function SettingsWindow() {
  const t = useText()
  const { view } = useApp()
  const loaded = useStatus((state) => state.loaded)
  const status = loaded.s === 'ready' ? loaded.view : NO_STATUS
  const { settings } = view

  useEffect(() => {
    const close = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented) void closeSettings()
    }
    document.addEventListener('keydown', close)
    return () => document.removeEventListener('keydown', close)
  }, [])

  return (
    <main className="settings">
      <h1>{t('settings.title')}</h1>
      {loaded.s === 'refused' && <Problem code={loaded.code} />}
      <Team notices={status.notices} />
      <WorkDay settings={settings} />
      <Quiet settings={settings} />
      <Looks settings={settings} />
      <Own settings={settings} />
      <Keys settings={settings} notices={status.notices} />
      <Connections settings={settings} triggers={status.triggers} />
      <Group title={t('settings.login')}>
        <Switch
          name="launchAtLogin"
          label={t('settings.launch')}
          checked={settings.launchAtLogin}
          change={(launchAtLogin) => () => ({ launchAtLogin })}
        />
      </Group>
      <About />
    </main>
  )
}

async function closeSettings(): Promise<void> {
  if (await flushUnsaved()) tell('window:close')
}
