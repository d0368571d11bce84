/** What tells the widget that an interaction ended, each with how it is doing. */
import { useText } from '../ui/app.ts'
import type { Settings } from '../../shared/settings.ts'
import type { TriggerStatus } from '../../shared/views.ts'
import { stateWords } from '../ui/trigger-words.ts'
import { isHost, isLoopback, isWhole, patternProblem } from './checks.ts'
import { Group } from './field.tsx'
import { Choice, Input, Switch } from './inputs.tsx'
import { WebOrigins } from './web-origins.tsx'

interface Props {
  readonly settings: Settings
  readonly triggers: readonly TriggerStatus[]
}

export function Connections({ settings: { triggers: now }, triggers }: Props) {
  const t = useText()
  return (
    <Group title={t('settings.connections')} hint={t('settings.connections-hint')}>
      <h3>{t('settings.softphone')}</h3>
      <State id="baresip" triggers={triggers} />
      <Softphone softphone={now.softphone} />
      <h3>{t('settings.http')}</h3>
      <State id="http" triggers={triggers} />
      <Http http={now.http} />
      <h3>{t('settings.when')}</h3>
      <When now={now} />
    </Group>
  )
}

function State({ id, triggers }: { readonly id: string; readonly triggers: readonly TriggerStatus[] }) {
  const t = useText()
  const state = triggers.find((trigger) => trigger.id === id)?.state
  return (
    <p className="connection-state" data-state={state?.s ?? 'stopped'}>
      {stateWords(t, state)}
    </p>
  )
}

function Softphone({ softphone }: { readonly softphone: Settings['triggers']['softphone'] }) {
  const t = useText()
  const change = (part: Partial<typeof softphone>) => (settings: Settings) => ({
    triggers: { ...settings.triggers, softphone: { ...settings.triggers.softphone, ...part } },
  })
  return (
    <>
      <Switch
        name="softphoneEnabled"
        label={t('settings.softphone-on')}
        checked={softphone.enabled}
        change={(enabled) => change({ enabled })}
      />
      <Input
        name="softphoneHost"
        type="text"
        label={t('settings.host')}
        remark={isLoopback(softphone.host) ? undefined : t('settings.host-remote')}
        value={softphone.host}
        check={(text) => (isHost(text.trim()) ? undefined : t('settings.bad-host'))}
        change={(text) => change({ host: text.trim() })}
      />
      <Input
        name="softphonePort"
        type="number"
        min={1}
        max={65_535}
        label={t('settings.port')}
        value={String(softphone.port)}
        check={(text) =>
          isWhole(text, 1, 65_535) ? undefined : t('settings.bad-number', { min: '1', max: '65535' })
        }
        change={(text) => change({ port: Number(text) })}
      />
    </>
  )
}

function Http({ http }: { readonly http: Settings['triggers']['http'] }) {
  const t = useText()
  const change = (part: Partial<typeof http>) => (settings: Settings) => ({
    triggers: { ...settings.triggers, http: { ...settings.triggers.http, ...part } },
  })
  return (
    <>
      <Switch
        name="httpEnabled"
        label={t('settings.http-on')}
        checked={http.enabled}
        change={(enabled) => change({ enabled })}
      />
      <Input
        name="httpPort"
        type="number"
        min={0}
        max={65_535}
        label={t('settings.port')}
        hint={t('settings.http-hint')}
        value={String(http.port)}
        check={(text) =>
          isWhole(text, 0, 65_535) ? undefined : t('settings.bad-number', { min: '0', max: '65535' })
        }
        change={(text) => change({ port: Number(text) })}
      />
      <WebOrigins origins={http.origins} />
    </>
  )
}

function When({ now }: { readonly now: Settings['triggers'] }) {
  const t = useText()
  const change = (part: Partial<typeof now>) => (settings: Settings) => ({
    triggers: { ...settings.triggers, ...part },
  })
  return (
    <>
      <Choice
        name="promptAt"
        label={t('settings.prompt-at')}
        value={now.promptAt}
        options={[
          { value: 'hangup', word: t('settings.prompt-at-hangup') },
          { value: 'wrapup-end', word: t('settings.prompt-at-wrapup') },
        ]}
        change={(promptAt) => change({ promptAt })}
      />
      <Input
        name="minTalkSeconds"
        type="number"
        min={0}
        max={600}
        label={t('settings.min-talk')}
        value={String(now.minTalkSeconds)}
        check={(text) => (isWhole(text, 0, 600) ? undefined : t('settings.bad-number', { min: 0, max: 600 }))}
        change={(text) => change({ minTalkSeconds: Number(text) })}
      />
      <Input
        name="internalNumbers"
        type="text"
        label={t('settings.internal')}
        hint={t('settings.internal-hint', { example: '^1\\d{3}$' })}
        value={now.internalNumbers}
        check={(text) => {
          const why = patternProblem(text)
          return why === undefined ? undefined : t('settings.bad-pattern', { why })
        }}
        change={(internalNumbers) => change({ internalNumbers })}
      />
    </>
  )
}
