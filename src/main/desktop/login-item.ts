/** Start at login, hidden. Linux has no API for it in Electron: an XDG autostart entry is written. */
import { app } from 'electron'
import { rmSync } from 'node:fs'
import { userFile, writeDesktopEntry } from './desktop-entry.ts'

/** Argument of a start that must not open a window (https://github.com/electron/electron/issues/37228). */
export const HIDDEN = '--hidden'

/** Whether this start came from the login item, or asks to stay hidden. */
export function isHiddenStart(argv: readonly string[]): boolean {
  if (argv.includes(HIDDEN)) return true
  return process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin
}

/** Makes the login item as wanted; only an installed app is registered. */
export function setLaunchAtLogin(wanted: boolean): void {
  if (!app.isPackaged) return
  if (process.platform !== 'linux') {
    app.setLoginItemSettings({ openAtLogin: wanted, args: [HIDDEN] })
    return
  }
  // https://specifications.freedesktop.org/autostart-spec/latest/
  const file = userFile(process.env, 'config', 'autostart', 'aftercall.desktop')
  const executable = process.env['APPIMAGE'] ?? process.execPath
  if (wanted) writeDesktopEntry(file, { executable, argument: HIDDEN })
  else rmSync(file, { force: true })
}
