/** Saves a change of settings and remembers, for the field that made it, what became of it. */
import { useEffect, useState } from 'react'
import type { RefusalCode } from '../../shared/result.ts'
import { settingsPatchSchema, type Settings, type SettingsPatch } from '../../shared/settings.ts'
import { announce } from '../ui/announcer.tsx'
import { applyApp, useApp, useAppStore } from '../ui/app.ts'
import { invoke } from '../ui/bridge.ts'

/** How long "saved" stays beside a field. */
const SHOWN_MS = 4000

export type SaverState =
  | { readonly s: 'idle' }
  | { readonly s: 'saved' }
  | { readonly s: 'failed'; readonly code: RefusalCode }

export interface Saver {
  readonly state: SaverState
  /** Is given the settings as they are at this moment, so that two fields changed at once don't undo each other. */
  readonly save: (change: (settings: Settings) => SettingsPatch) => Promise<boolean>
}

export function useSaver(): Saver {
  const { translator } = useApp()
  const [state, setState] = useState<SaverState>({ s: 'idle' })

  useEffect(() => {
    if (state.s !== 'saved') return undefined
    const timer = setTimeout(() => setState({ s: 'idle' }), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [state])

  const save: Saver['save'] = async (change) => {
    const settings = useAppStore.getState().app?.view.settings
    if (settings === undefined) return false
    const result = await invoke('settings:change', change(settings))
    if (result.ok) {
      applyApp(result.value)
      setState({ s: 'saved' })
      announce(translator.t('settings.saved'))
    } else {
      setState({ s: 'failed', code: result.code })
      announce(translator.t(`refusal.${result.code}`))
    }
    return result.ok
  }
  return { state, save }
}

/** Whether the main process would take a change. */
export function isAcceptable(patch: SettingsPatch): boolean {
  return settingsPatchSchema.safeParse(patch).success
}
