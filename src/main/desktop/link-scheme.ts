/** Makes `aftercall://` links lead here. Installers register the scheme; an AppImage has none, so it does it itself. */
import { app } from 'electron'
import { userFile, writeDesktopEntry } from './desktop-entry.ts'

const SCHEME = 'aftercall'
const DESKTOP_FILE = 'aftercall-link.desktop'

/** Registers the scheme for this user; only an installed app is registered. */
export function registerLinkScheme(): void {
  if (!app.isPackaged) return
  const image = process.env['APPIMAGE']
  if (process.platform === 'linux' && image !== undefined) {
    writeDesktopEntry(userFile(process.env, 'data', 'applications', DESKTOP_FILE), {
      executable: image,
      argument: '%u',
      more: { NoDisplay: 'true', MimeType: `x-scheme-handler/${SCHEME};` },
    })
    // Electron asks xdg-settings to make this file the handler.
    process.env['CHROME_DESKTOP'] = DESKTOP_FILE
  }
  app.setAsDefaultProtocolClient(SCHEME)
}
