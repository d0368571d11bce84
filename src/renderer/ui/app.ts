/** What every window needs to draw itself: language, theme, time zone, settings. */
import { useMemo } from 'react'
import { create } from 'zustand'
import { createTranslator, type Translator } from '../../shared/messages/index.ts'
import type { AppView } from '../../shared/views.ts'
import { createFormats, type Formats } from './format.ts'

export interface App {
  readonly view: AppView
  readonly translator: Translator
  readonly formats: Formats
}

/** Empty until the first answer; nothing of a window is drawn before. */
export const useAppStore = create<{ readonly app: App | undefined }>(() => ({ app: undefined }))

/** Takes over a new state of the app and puts language and theme on the page. */
export function applyApp(view: AppView): void {
  // It comes with every change of anything; most of the time it is the same.
  const known = useAppStore.getState().app?.view
  if (known !== undefined && JSON.stringify(known) === JSON.stringify(view)) return
  const page = document.documentElement
  page.lang = view.locale
  if (view.settings.theme === 'system') delete page.dataset['theme']
  else page.dataset['theme'] = view.settings.theme
  page.dataset['platform'] = view.platform
  useAppStore.setState({
    app: {
      view,
      translator: createTranslator(view.language, view.locale, view.timeZone),
      formats: createFormats(view.locale, view.timeZone),
    },
  })
}

/** The app's state; components are drawn only when there is one. */
export function useApp(): App {
  const app = useAppStore((state) => state.app)
  if (app === undefined) throw new Error('drawn before app:get was answered')
  return app
}

/** The translator's function for texts. */
export function useText(): Translator['t'] {
  const { translator } = useApp()
  return useMemo(() => translator.t, [translator])
}
