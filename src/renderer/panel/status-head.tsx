/** The panel's header: what waits, why cards are held back, the pause menu, what needs a person. */
import { useState } from 'react'
import type { MessageKey } from '../../shared/messages/index.ts'
import type { Pause } from '../../shared/ipc.ts'
import type { RefusalCode } from '../../shared/result.ts'
import { isNoteworthy, syncLine } from '../../shared/sync-line.ts'
import type { HoldReason, Notice, StatusView } from '../../shared/views.ts'
import { describeAccelerator } from '../ui/accelerator.ts'
import { useApp, useText } from '../ui/app.ts'
import { invoke, tell } from '../ui/bridge.ts'
import { Icon } from '../ui/icons.tsx'
import { problemWords, triggerName } from '../ui/trigger-words.ts'
import { Problem, Sentence } from '../ui/problem.tsx'
import { PAUSES } from '../../shared/ipc-names.ts'
import { useStatus } from './state.ts'

const HOLDS = {
  'on-call': 'status.on-call',
  paused: 'status.paused',
  'quiet-time': 'status.quiet-time',
  'do-not-disturb': 'status.do-not-disturb',
} as const satisfies Record<HoldReason, MessageKey>

export function StatusHead({ status }: { readonly status: StatusView }) {
  const { translator, formats } = useApp()
  const { t } = translator
  const hold = status.holds[0]
  const until = status.pausedUntil === null ? '' : formats.moment(status.pausedUntil)
  return (
    <header className="panel-head">
      <div className="panel-title">
        <h1>{t('panel.title')}</h1>
        <p>{t('status.waiting', { waiting: status.waiting })}</p>
        <SyncLine status={status} />
      </div>
      <PauseMenu paused={status.pausedUntil !== null} />
      {hold !== undefined && (hold !== 'paused' || status.pausedUntil !== null) && (
        <p className="hold">
          <Icon name="pause" />
          <span>{t(HOLDS[hold], { until })}</span>
        </p>
      )}
      <Notices status={status} />
    </header>
  )
}

/** How sending is going; the way to what it means only where somebody might want to know. */
function SyncLine({ status: { sync } }: { readonly status: StatusView }) {
  const { translator, formats } = useApp()
  const { t } = translator
  const line = syncLine(sync, t, formats.now())
  if (line === undefined) return undefined
  return (
    <p className="sync-line">
      {line}
      {isNoteworthy(sync) && (
        <>
          {' '}
          <button type="button" className="link" onClick={() => tell('window:open', { window: 'settings' })}>
            {t('trigger.open-settings')}
          </button>
        </>
      )}
    </p>
  )
}

function PauseMenu({ paused }: { readonly paused: boolean }) {
  const t = useText()
  const [open, setOpen] = useState(false)
  const [problem, setProblem] = useState<RefusalCode | undefined>()
  const set = async (pause: Pause): Promise<void> => {
    const result = await invoke('pause:set', { pause })
    setProblem(result.ok ? undefined : result.code)
    if (result.ok) {
      useStatus.update(() => result.value)
      setOpen(false)
    }
  }
  return (
    <>
      {paused ? (
        <button type="button" className="secondary" onClick={() => void set('off')}>
          <Icon name="resume" /> {t('pause.off')}
        </button>
      ) : (
        <button
          type="button"
          className="secondary"
          aria-expanded={open}
          aria-controls="pauses"
          onClick={() => setOpen(!open)}
        >
          <Icon name="pause" /> {t('pause.title')}
        </button>
      )}
      <fieldset id="pauses" className="pauses" aria-label={t('pause.title')} hidden={paused || !open}>
        {PAUSES.filter((pause) => pause !== 'off').map((pause) => (
          <button key={pause} type="button" className="chip" onClick={() => void set(pause)}>
            {t(`pause.${pause}`)}
          </button>
        ))}
      </fieldset>
      {problem !== undefined && <Problem code={problem} />}
    </>
  )
}

/** Sentences about what went wrong, and connections that need a person. */
function Notices({ status }: { readonly status: StatusView }) {
  const { translator, view } = useApp()
  const { t } = translator
  const failed = status.triggers.filter(({ state }) => state.s === 'failed')
  if (failed.length === 0 && status.notices.length === 0) return undefined
  return (
    <ul className="notices" aria-label={t('panel.notices')}>
      {status.notices.map((notice) => (
        <li key={`${notice.code} ${Object.values(notice.values).join(' ')}`}>
          <Sentence>{t(`notice.${notice.code}`, readable(notice.values, view.platform))}</Sentence>
        </li>
      ))}
      {failed.map(({ id, state }) => (
        <li key={id}>
          <Sentence>
            {t('trigger.failed', {
              name: triggerName(t, id),
              why: state.s === 'failed' ? problemWords(t, state) : '',
            })}{' '}
            <button
              type="button"
              className="link"
              onClick={() => tell('window:open', { window: 'settings' })}
            >
              {t('trigger.open-settings')}
            </button>
          </Sentence>
        </li>
      ))}
    </ul>
  )
}

/** Values of a notice as people read them. */
function readable(values: Notice['values'], platform: string): Notice['values'] {
  const { accelerator } = values
  return typeof accelerator === 'string'
    ? { ...values, accelerator: describeAccelerator(accelerator, platform) }
    : values
}
