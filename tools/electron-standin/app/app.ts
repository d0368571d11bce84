/** Electron's `app`: from starting, through one instance and its settings, to quitting in order. */
import { spawn } from 'node:child_process'
import { browser, setBrowserHost, stopBrowser } from '../chromium/browser.ts'
import { appPath, commandLine, debuggingPort, manifest } from '../runtime.ts'
import { makeEvent, type PartOf, strict, strictEmitter } from '../strict.ts'
import { windows } from '../windows/registry.ts'
import { AppPaths } from './paths.ts'
import { SingleInstance } from './single-instance.ts'

const { switches } = commandLine

/** BCP 47 from what the environment says, `de_AT.UTF-8` or `C`. */
function environmentLocale(): string {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env
  const name = (LC_ALL || LC_MESSAGES || LANG || '').replace(/[.@].*$/, '').replace('_', '-')
  return /^[a-z]{2,3}(-|$)/.test(name) ? name : 'en-US'
}

class App extends strictEmitter('app') implements PartOf<Electron.App, 'commandLine'> {
  name = manifest.productName ?? manifest.name ?? 'Electron'
  /** The app runs from its folder, not from an installed package. */
  readonly isPackaged = false
  /** There is a dock on macOS only. */
  readonly dock = undefined
  readonly commandLine = strict('app.commandLine', {
    appendSwitch: (name: string, value = '') => void switches.set(name, value),
    hasSwitch: (name: string) => switches.has(name),
    getSwitchValue: (name: string) => switches.get(name) ?? '',
    removeSwitch: (name: string) => void switches.delete(name),
  })

  readonly #paths = new AppPaths(() => this.name, switches.get('user-data-dir'))
  readonly #instance = new SingleInstance()
  readonly #ready = Promise.withResolvers<void>()
  readonly #protocols = new Set<string>()
  #loginItem: Electron.Settings = {}
  #state: 'starting' | 'running' | 'quitting' | 'exiting' = 'starting'
  #relaunch: { program: string; args: string[] } | undefined

  // Who we are

  getName(): string {
    return this.name
  }
  setName(name: string): void {
    this.name = name
  }
  getVersion(): string {
    return manifest.version ?? '0.0.0'
  }
  getAppPath(): string {
    return appPath
  }
  getPath(name: string): string {
    return this.#paths.get(name)
  }
  setPath(name: string, path: string): void {
    this.#paths.set(name, path)
  }
  getLocale(): string {
    return environmentLocale()
  }
  getSystemLocale(): string {
    return environmentLocale()
  }
  getPreferredSystemLanguages(): string[] {
    return [environmentLocale()]
  }
  getAppMetrics(): Electron.ProcessMetric[] {
    return [
      {
        pid: process.pid,
        type: 'Browser',
        creationTime: performance.timeOrigin,
        cpu: { percentCPUUsage: 0, idleWakeupsPerSecond: 0 },
        memory: {
          workingSetSize: Math.round(process.memoryUsage.rss() / 1024),
          peakWorkingSetSize: process.resourceUsage().maxRSS,
        },
      },
    ]
  }

  // Settings that a desktop would keep

  setAppUserModelId(): void {}
  enableSandbox(): void {}
  setBadgeCount(): boolean {
    return false
  }
  setLoginItemSettings(settings: Electron.Settings): void {
    this.#loginItem = { ...this.#loginItem, ...settings }
  }
  getLoginItemSettings(): Electron.LoginItemSettings {
    return {
      openAtLogin: this.#loginItem.openAtLogin ?? false,
      wasOpenedAtLogin: false,
      status: 'not-registered',
      executableWillLaunchAtLogin: false,
      launchItems: [],
    }
  }
  setAsDefaultProtocolClient(scheme: string): boolean {
    this.#protocols.add(scheme)
    return true
  }
  removeAsDefaultProtocolClient(scheme: string): boolean {
    return this.#protocols.delete(scheme)
  }
  isDefaultProtocolClient(scheme: string): boolean {
    return this.#protocols.has(scheme)
  }

  // One instance

  requestSingleInstanceLock(additionalData?: unknown): boolean {
    return this.#instance.request(this.getPath('userData'), additionalData ?? {}, (second) => {
      this.emit('second-instance', makeEvent(), second.argv, second.cwd, second.additionalData)
    })
  }
  hasSingleInstanceLock(): boolean {
    return this.#instance.has()
  }
  releaseSingleInstanceLock(): void {
    this.#instance.release()
  }

  // Starting

  /** For the windows; not `isReady`, which Playwright replaces until it has connected. */
  get hasStarted(): boolean {
    return this.#state !== 'starting'
  }
  isReady(): boolean {
    return this.hasStarted
  }
  whenReady(): Promise<void> {
    return this.#ready.promise
  }

  /** For boot: the app's main module has run. */
  async start(): Promise<void> {
    if (this.#state !== 'starting') return
    this.emit('will-finish-launching')
    setBrowserHost({
      folder: () => this.getPath('sessionData'),
      switches,
      lost: () => this.#chromiumLost(),
    })
    // Otherwise Chromium starts with the first window, so that an idle tray costs nothing.
    if (debuggingPort !== undefined) await browser()
    this.#state = 'running'
    this.#ready.resolve()
    this.emit('ready', makeEvent(), {})
  }

  #chromiumLost(): void {
    if (this.#state === 'exiting' || windows.size === 0) return
    process.stderr.write('electron stand-in: Chromium ended by itself.\n')
    this.exit(1)
  }

  // Quitting

  /** For the windows: with the last one the app quits, unless it listens to this event. */
  lastWindowClosed(): void {
    if (this.#state !== 'running') return
    if (!this.emit('window-all-closed')) this.quit()
  }

  quit(): void {
    if (this.#state === 'starting') this.exit(0)
    if (this.#state !== 'running') return
    this.#state = 'quitting'
    // Electron quits in a later turn; whoever calls it can still finish what he does.
    setImmediate(() => {
      if (this.#state !== 'quitting') return
      if (this.#objects('before-quit') || this.#windowObjects() || this.#objects('will-quit')) {
        this.#state = 'running'
      } else {
        this.exit(0)
      }
    })
  }

  #objects(name: string): boolean {
    const event = makeEvent()
    this.emit(name, event)
    return event.defaultPrevented
  }

  #windowObjects(): boolean {
    return [...windows].some((window) => !window.tryClose())
  }

  exit(code = 0): void {
    if (this.#state === 'exiting') return
    this.#state = 'exiting'
    this.emit('quit', makeEvent(), code)
    void this.#end(code)
  }

  async #end(code: number): Promise<void> {
    await stopBrowser()
    this.#instance.release()
    if (this.#relaunch) {
      const { program, args } = this.#relaunch
      spawn(program, args, { detached: true, stdio: 'ignore' }).unref()
    }
    process.exit(code)
  }

  relaunch(options: Electron.RelaunchOptions = {}): void {
    const program = options.execPath ?? process.execPath
    const args = options.args ?? commandLine.raw
    const boot = new URL('../boot.ts', import.meta.url).pathname
    this.#relaunch = { program, args: program === process.execPath ? [boot, ...args] : args }
  }
}

export const app = new App()

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit())
