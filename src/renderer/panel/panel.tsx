import { useEffect } from 'react'
import { isInTeam } from '../../shared/sync-line.ts'
import type { TodayView } from '../../shared/views.ts'
import { describeAccelerator } from '../ui/accelerator.ts'
import { useApp, useText } from '../ui/app.ts'
import { tell } from '../ui/bridge.ts'
import { Icon } from '../ui/icons.tsx'
import { Problem } from '../ui/problem.tsx'
import { flushUnsaved } from '../ui/unsaved.ts'
import { DaySection } from './day-section.tsx'
import { InteractionRow } from './interaction-row.tsx'
import { PanelPulse } from './panel-pulse.tsx'
import { SpotlightStory } from './spotlight.tsx'
import { arrange, completionOf, useFreshFollowUps, useStatus, useToday } from './state.ts'
import { StatusHead } from './status-head.tsx'

export function Panel() {
  const today = useToday((state) => state.loaded)
  const status = useStatus((state) => state.loaded)
  useEffect(() => {
    const close = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented && !event.isComposing) void closePanel()
    }
    document.addEventListener('keydown', close)
    return () => document.removeEventListener('keydown', close)
  }, [])
  return (
    <main className="panel">
      {status.s === 'ready' && <StatusHead status={status.view} />}
      {status.s === 'refused' && <Problem code={status.code} />}
      <Ways hasTeam={status.s === 'ready' && isInTeam(status.view.sync)} />
      {today.s === 'ready' && <TodayPart today={today.view} />}
      {today.s === 'refused' && <Problem code={today.code} />}
      <Foot />
    </main>
  )
}

async function closePanel(): Promise<void> {
  if (await flushUnsaved()) tell('window:close')
}

function TodayPart({ today }: { readonly today: TodayView }) {
  const t = useText()
  useFreshFollowUps()
  const { waiting, earlier } = arrange(today.interactions)
  const { rated, ended } = completionOf(today.interactions)
  return (
    <>
      {today.spotlight !== null && (
        <SpotlightStory key={`${today.spotlight.story.id} ${today.workDay}`} spotlight={today.spotlight} />
      )}
      {waiting.length > 0 && (
        <section aria-labelledby="waiting" className="group">
          <h2 id="waiting">{t('panel.waiting')}</h2>
          <ul className="rows">
            {waiting.map((interaction) => (
              <InteractionRow key={interaction.id} interaction={interaction} />
            ))}
          </ul>
        </section>
      )}
      <DaySection day={today.day} missed={today.missedDays} faces={today.faces} />
      <PanelPulse />
      <section aria-labelledby="earlier" className="group">
        <div className="group-head">
          <h2 id="earlier">{t(waiting.length > 0 ? 'panel.earlier' : 'panel.title')}</h2>
          <span className="hint">{t('panel.rated-of', { rated, ended })}</span>
        </div>
        {today.interactions.length === 0 && <p className="empty">{t('panel.empty')}</p>}
        <ul className="rows">
          {earlier.map((interaction) => (
            <InteractionRow key={interaction.id} interaction={interaction} />
          ))}
        </ul>
      </section>
    </>
  )
}

function Ways({ hasTeam }: { readonly hasTeam: boolean }) {
  const t = useText()
  return (
    <div className="ways">
      <button type="button" className="secondary" onClick={() => tell('prompt:request')}>
        <Icon name="plus" /> {t('panel.rate')}
      </button>
      <div className="ways-elsewhere">
        <button type="button" className="quiet" onClick={() => tell('window:open', { window: 'summary' })}>
          <Icon name="chart" /> {t('panel.summary')}
        </button>
        {hasTeam && (
          <button type="button" className="quiet" onClick={() => tell('window:open', { window: 'team' })}>
            <Icon name="social" /> {t('panel.team')}
          </button>
        )}
        <button type="button" className="quiet" onClick={() => tell('window:open', { window: 'settings' })}>
          <Icon name="sliders" /> {t('panel.settings')}
        </button>
      </div>
    </div>
  )
}

/** Also the way out where there is no tray. */
function Foot() {
  const t = useText()
  const { view } = useApp()
  const { openPanel } = view.settings.shortcuts
  const accelerator = describeAccelerator(openPanel, view.platform)
  return (
    <footer className="panel-foot">
      <span className="hint">{openPanel !== '' && t('panel.keys', { accelerator })}</span>
      <button type="button" className="quiet" onClick={() => tell('app:quit')}>
        {t('tray.quit')}
      </button>
    </footer>
  )
}
