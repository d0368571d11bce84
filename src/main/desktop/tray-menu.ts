/** Tray icon, tooltip and menu as pure functions of the widget's state. */
import type { Pause, WindowName } from '../../shared/ipc.ts'
import type { Translator } from '../../shared/messages/index.ts'
import { isInTeam, isNoteworthy, syncLine } from '../../shared/sync-line.ts'
import type { StatusView } from '../../shared/views.ts'

export type TrayAction =
  | { readonly do: 'open'; readonly window: WindowName }
  | { readonly do: 'rate' }
  | { readonly do: 'show-waiting' }
  | { readonly do: 'pause'; readonly pause: Pause }
  | { readonly do: 'quit' }

export type TrayItem =
  | { readonly id: string; readonly label: string; readonly action: TrayAction; readonly enabled: boolean }
  | { readonly id: string; readonly label: string; readonly items: readonly TrayItem[] }
  | { readonly separator: true }

export interface TrayLook {
  readonly icon: 'normal' | 'waiting' | 'paused' | 'day-done'
  readonly tooltip: string
  readonly items: readonly TrayItem[]
}

/**
 * What the tray shows for a state. Every action is in the panel too, for desktops without a tray.
 * @param now epoch ms
 */
export function renderTray(status: StatusView, { t }: Pick<Translator, 't'>, now: number): TrayLook {
  const item = (id: string, label: string, action: TrayAction, enabled = true): TrayItem => ({
    id,
    label,
    action,
    enabled,
  })
  const separator: TrayItem = { separator: true }
  const { waiting, pausedUntil, dayDone, sync } = status
  const line = syncLine(sync, t, now)
  const tooltip =
    pausedUntil !== null ? t('tray.tooltip-paused', { until: pausedUntil }) : t('tray.tooltip', { waiting })
  return {
    icon: pausedUntil !== null ? 'paused' : waiting > 0 ? 'waiting' : dayDone ? 'day-done' : 'normal',
    tooltip: line !== undefined && isNoteworthy(sync) ? `${tooltip}\n${line}` : tooltip,
    items: [
      item('open', t('tray.open'), { do: 'open', window: 'panel' }),
      ...(waiting > 0 ? [item('waiting', t('tray.waiting', { waiting }), { do: 'show-waiting' })] : []),
      item('rate', t('tray.rate'), { do: 'rate' }),
      item('day', t(dayDone ? 'tray.day-done' : 'tray.day'), { do: 'open', window: 'day' }),
      separator,
      item('summary', t('tray.summary'), { do: 'open', window: 'summary' }),
      ...(isInTeam(sync) ? [item('team', t('tray.team'), { do: 'open', window: 'team' })] : []),
      item('settings', t('tray.settings'), { do: 'open', window: 'settings' }),
      ...(line === undefined ? [] : [item('sync', line, { do: 'open', window: 'settings' })]),
      pausedUntil !== null
        ? item('resume', t('tray.resume', { until: pausedUntil }), { do: 'pause', pause: 'off' })
        : {
            id: 'pause',
            label: t('tray.pause'),
            items: [
              item('pause-30-minutes', t('tray.pause-30-minutes'), { do: 'pause', pause: '30-minutes' }),
              item('pause-1-hour', t('tray.pause-1-hour'), { do: 'pause', pause: '1-hour' }),
              item('pause-tomorrow', t('tray.pause-tomorrow'), { do: 'pause', pause: 'tomorrow' }),
            ],
          },
      separator,
      item('quit', t('tray.quit'), { do: 'quit' }),
    ],
  }
}
