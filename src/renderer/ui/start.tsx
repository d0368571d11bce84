/** How every window starts: fetch the app's state, put language and theme on the page, then draw. */
import { StrictMode, useEffect, type ComponentType } from 'react'
import { createRoot } from 'react-dom/client'
import type { MessageKey } from '../../shared/messages/index.ts'
import './tokens.css'
import './base.css'
import './controls.css'
import './parts.css'
import { Announcer } from './announcer.tsx'
import { applyApp, useText } from './app.ts'
import { invoke, on } from './bridge.ts'
import { flushOnLeave } from './unsaved.ts'

/** Draws a window's content into its page once the app's state is known. */
export function startWindow(title: MessageKey, Content: ComponentType): void {
  const element = document.querySelector('#root')
  if (element === null) throw new Error('the page has no #root')
  const root = createRoot(element)
  const draw = (): void =>
    root.render(
      <StrictMode>
        <Titled title={title} />
        <Content />
        <Announcer />
      </StrictMode>,
    )
  const begin = async (): Promise<void> => {
    const result = await invoke('app:get')
    if (result.ok) {
      applyApp(result.value)
      draw()
    } else {
      // Without language or settings there is no window; the code helps support.
      element.textContent = `Aftercall: ${result.code}`
    }
  }
  flushOnLeave()
  on('app:changed', applyApp)
  void begin()
}

function Titled({ title }: { readonly title: MessageKey }): undefined {
  const text = useText()(title)
  useEffect(() => {
    document.title = `${text} – Aftercall`
  }, [text])
}
