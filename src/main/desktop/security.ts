/**
 * Default deny for everything a window could ask of the system or do to itself. Every door is in this file.
 * Numbers refer to https://www.electronjs.org/docs/latest/tutorial/security
 */
import { app, shell, type Session, type WebContents } from 'electron'
import { APP_ORIGIN } from './app-protocol.ts'

/**
 * Addresses that a window may open in the agent's browser (15): whole addresses, so that no text of a record can become
 * a link. There is none yet.
 */
const EXTERNAL_ADDRESSES: ReadonlySet<string> = new Set([])

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
    contents.setWindowOpenHandler(({ url }) => {
      if (EXTERNAL_ADDRESSES.has(url)) void shell.openExternal(url)
      else log('refused new window')
      return { action: 'deny' }
    })
  })
}
