/** The desktop as the widget sees it: windows, tray, shortcuts, theme and dialogs behind one object. */
import { app, dialog, nativeTheme, powerMonitor, screen, shell } from 'electron'
import { join } from 'node:path'
import type { WindowName } from '../../shared/ipc.ts'
import type { Settings } from '../../shared/settings.ts'
import { isDoNotDisturb } from './do-not-disturb.ts'
import { createHttpClient, isOnline } from './http-client.ts'
import type { Log } from './log.ts'
import { setLaunchAtLogin } from './login-item.ts'
import type { Rect } from './place-near.ts'
import { openSecretStore } from './secret-store.ts'
import { Shortcuts } from './shortcuts.ts'
import { TrayIcon } from './tray-icon.ts'
import type { TrayAction, TrayLook } from './tray-menu.ts'
import { Windows } from './windows.ts'

export interface DesktopOptions {
  /** Folder of the built app: `preload/` and `renderer/` are under it. */
  readonly out: string
  readonly icons: string
  readonly log: Log
}

/** What the desktop reports. */
export interface DesktopListener {
  trayAction(action: TrayAction): void
  /** The agent, not the widget, closed a window. */
  windowClosed(name: WindowName): void
  windowTitle(name: WindowName): string
  /** Time may have jumped: resume from sleep, screen unlocked. */
  wokeUp(): void
  /** The computer shuts down. Returns whether it should be delayed for a moment. */
  shuttingDown(): boolean
}

const NO_TRAY: Rect = { x: 0, y: 0, width: 0, height: 0 }
/** As `--paper` in tokens.css, so that a window doesn't flash. */
const BACKGROUND = { light: '#faf6f0', dark: '#1e1b18' } as const

export class Desktop {
  readonly windows: Windows
  readonly shortcuts = new Shortcuts()
  readonly #options: DesktopOptions
  readonly #listener: DesktopListener
  #tray: TrayIcon | undefined
  #trayFailed = false

  constructor(options: DesktopOptions, listener: DesktopListener) {
    this.#options = options
    this.#listener = listener
    this.windows = new Windows({
      preload: join(options.out, 'preload', 'index.cjs'),
      icon: join(options.icons, 'icon-256.png'),
      trayBounds: () => this.#tray?.bounds() ?? NO_TRAY,
      background: () => (nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light),
      title: (name) => listener.windowTitle(name),
      onClosed: (name) => listener.windowClosed(name),
      log: options.log,
    })
    powerMonitor.on('resume', () => listener.wokeUp())
    powerMonitor.on('unlock-screen', () => listener.wokeUp())
    // Only macOS and Linux tell.
    powerMonitor.on('shutdown', (event?: { preventDefault(): void }) => {
      if (listener.shuttingDown()) event?.preventDefault()
    })
    screen.on('display-removed', () => this.windows.keepInside())
    screen.on('display-metrics-changed', () => this.windows.keepInside())
  }

  /** Languages of the system, best first (BCP 47). */
  languages(): readonly string[] {
    return app.getPreferredSystemLanguages()
  }

  version(): string {
    return app.getVersion()
  }

  /** What the sync is given: HTTP and the key store of this desktop. */
  network(dataFolder: string) {
    return {
      http: createHttpClient(this.version()),
      secrets: openSecretStore(dataFolder, this.#options.log),
      isOnline,
    }
  }

  /**
   * Draws the tray icon, making it at the first call.
   * @returns whether there is a tray
   */
  drawTray(look: TrayLook): boolean {
    if (this.#tray !== undefined) this.#tray.draw(look)
    else if (!this.#trayFailed) {
      try {
        this.#tray = new TrayIcon(this.#options.icons, look, (action) => this.#listener.trayAction(action))
      } catch (error) {
        this.#trayFailed = true
        this.#options.log.error('no tray', error)
      }
    }
    return this.#tray !== undefined
  }

  setTheme(theme: Settings['theme']): void {
    nativeTheme.themeSource = theme
  }

  setLaunchAtLogin(wanted: boolean): void {
    try {
      setLaunchAtLogin(wanted)
    } catch (error) {
      this.#options.log.error('login item could not be set', error)
    }
  }

  doNotDisturb(): Promise<boolean> {
    return isDoNotDisturb(process.platform)
  }

  showFolder(path: string): void {
    shell.openPath(path).catch((error: unknown) => this.#options.log.error('folder not shown', error))
  }

  /** Asks with a native dialog; the first button is the safe one and the default. Returns the button's index. */
  async ask(message: string, buttons: readonly string[]): Promise<number> {
    const { response } = await dialog.showMessageBox({
      type: 'warning',
      message,
      buttons: [...buttons],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    })
    return response
  }

  quit(): void {
    app.quit()
  }

  dispose(): void {
    this.#tray?.destroy()
    this.#tray = undefined
  }
}
