/**
 * Whether the system says that the agent doesn't want to be disturbed. Electron has no API for it, so the system's
 * own tools are asked, just before a card would appear. "Can't tell" counts as no: a prompt is never lost to a guess.
 * macOS tells no program about Focus without a private API, so there it is always "can't tell".
 */
import { execFile } from 'node:child_process'

const TIMEOUT_MS = 1500

/** Runs a program and gives its standard output, or `undefined` when it is missing, fails or takes too long. */
export type Run = (file: string, args: readonly string[]) => Promise<string | undefined>

export const run: Run = (file, args) =>
  new Promise((resolve) => {
    execFile(file, args, { timeout: TIMEOUT_MS, windowsHide: true }, (error, stdout) =>
      resolve(error === null ? stdout : undefined),
    )
  })

/** Whether do-not-disturb is on, as far as the system tells. */
export async function isDoNotDisturb(platform: NodeJS.Platform, ask: Run = run): Promise<boolean> {
  switch (platform) {
    case 'linux': {
      const [inhibited, banners] = await Promise.all([
        ask('gdbus', INHIBITED),
        ask('gsettings', ['get', 'org.gnome.desktop.notifications', 'show-banners']),
      ])
      return inhibited?.includes('true') === true || banners?.trim() === 'false'
    }
    case 'win32':
      return BUSY_STATES.has((await ask('powershell.exe', NOTIFICATION_STATE))?.trim() ?? '')
    default:
      return false
  }
}

/** KDE and others: https://specifications.freedesktop.org/notification-spec/latest/ (`Inhibited`) */
const INHIBITED = [
  'call',
  '--session',
  '--dest=org.freedesktop.Notifications',
  '--object-path=/org/freedesktop/Notifications',
  '--method=org.freedesktop.DBus.Properties.Get',
  'org.freedesktop.Notifications',
  'Inhibited',
]

/** https://learn.microsoft.com/windows/win32/api/shellapi/nf-shellapi-shqueryusernotificationstate */
const NOTIFICATION_STATE = [
  '-NoProfile',
  '-NonInteractive',
  '-Command',
  [
    `Add-Type -Namespace A -Name N -MemberDefinition '[DllImport("shell32.dll")]`,
    `public static extern int SHQueryUserNotificationState(out int s);';`,
    `$s = 0; [void][A.N]::SHQueryUserNotificationState([ref]$s); $s`,
  ].join(' '),
]
/** QUNS_BUSY (full screen), QUNS_RUNNING_D3D_FULL_SCREEN, QUNS_PRESENTATION_MODE, QUNS_QUIET_TIME. */
const BUSY_STATES: ReadonlySet<string> = new Set(['2', '3', '4', '6'])
