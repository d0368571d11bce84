/**
 * Default deny for everything a window could ask of the system or do to itself. Every door is in this file.
 * Numbers refer to https://www.electronjs.org/docs/latest/tutorial/security
 */
import { app, shell, type Session, type WebContents } from 'electron'
import { APP_ORIGIN } from './app-protocol.ts'

/** Addresses that may be opened in the browser (15). Exact, so that no text of a record can become a link. */
export const EXTERNAL_ADDRESSES: ReadonlySet<string> = new Set([])

/** Opens a fixed address in the agent's browser; anything else is refused with `false`. */
export async function openExternal(address: string): Promise<boolean> {
  if (!EXTERNAL_ADDRESSES.has(address)) return false
  await shell.openExternal(address)
  return true
}

/** No permission, no device (5), nothing over the network: windows talk to `app:` only. */
export function lockSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.webRequest.onBeforeRequest((details, answer) =>
    answer({ cancel: !details.url.startsWith(`${APP_ORIGIN}/`) && !details.url.startsWith('devtools://') }),
  )
}

/** For every web contents that ever comes to be: no navigation (13), new window (14) or webview (12). */
export function lockContents(log: (message: string) => void): void {
  app.on('web-contents-created', (_event, contents: WebContents) => {
    const refuse = (what: string) => (event: { preventDefault(): void }) => {
      event.preventDefault()
      log(`refused ${what}`)
    }
    contents.on('will-navigate', refuse('navigation'))
    contents.on('will-frame-navigate', refuse('frame navigation'))
    contents.on('will-redirect', refuse('redirect'))
    contents.on('will-attach-webview', refuse('webview'))
    contents.setWindowOpenHandler(() => {
      log('refused new window')
      return { action: 'deny' }
    })
  })
}
