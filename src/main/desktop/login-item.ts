/** Start at login, hidden. Linux has no API for it in Electron: an XDG autostart entry is written. */
import { app } from 'electron'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'

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
  const file = autostartFile(process.env)
  const executable = process.env['APPIMAGE'] ?? process.execPath
  const entry = autostartEntry(executable)
  if (!wanted) rmSync(file, { force: true })
  else if (!hasContent(file, entry)) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, entry)
  }
}

/** https://specifications.freedesktop.org/autostart-spec/latest/ */
export function autostartFile(env: Readonly<Record<string, string | undefined>>): string {
  return join(env['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'autostart', 'aftercall.desktop')
}

/** The desktop entry that starts `executable` hidden; reserved characters are quoted as the specification says. */
export function autostartEntry(executable: string): string {
  const quoted = executable.replace(/[\\"`$]/g, String.raw`\\$&`).replaceAll('%', '%%')
  return ['[Desktop Entry]', 'Type=Application', 'Name=Aftercall', `Exec="${quoted}" ${HIDDEN}`, ''].join(
    '\n',
  )
}

function hasContent(file: string, content: string): boolean {
  try {
    return readFileSync(file, 'utf8') === content
  } catch {
    return false
  }
}
