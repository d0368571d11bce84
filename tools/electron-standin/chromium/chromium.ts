/** One Chromium process: how it is started, given windows, and ended. */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { mkdirSync, readlinkSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import type { Protocol } from './protocol.ts'
import { findChromium } from '../../setup/find-chromium.mjs'
import { DevToolsConnection } from './devtools.ts'

export interface ChromiumOptions {
  /** Chromium's profile. */
  folder: string
  headless: boolean
  debuggingPort: number | undefined
  /** What the app or Playwright asked for through `app.commandLine`. */
  switches: ReadonlyMap<string, string>
}

/** Where a window is to be, in the coordinates of the screen. */
export interface Placement {
  x: number
  y: number
  width: number
  height: number
}

const QUIET_AND_STEADY = [
  '--no-startup-window',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-extensions',
  '--disable-component-update',
  '--disable-background-networking',
  '--disable-sync',
  '--disable-default-apps',
  '--disable-breakpad',
  '--disable-dev-shm-usage',
  '--disable-search-engine-choice-screen',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-background-timer-throttling',
  '--password-store=basic',
  '--use-mock-keychain',
  '--test-type=webdriver',
]

/** Each of these talks to the network, draws over the page or upgrades our made-up origin. */
const SWITCHED_OFF = [
  'GlobalMediaControls',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'MediaRouter',
  'OptimizationHints',
  'PaintHolding',
  'Translate',
]

/** Decided here, whatever the command line says. */
const OURS = new Set([
  'disable-features',
  'headless',
  'inspect',
  'no-sandbox',
  'remote-debugging-port',
  'user-data-dir',
])

function flagsFor({ folder, headless, debuggingPort, switches }: ChromiumOptions): string[] {
  const features = [...SWITCHED_OFF, ...(switches.get('disable-features') ?? '').split(',').filter(Boolean)]
  return [
    `--user-data-dir=${folder}`,
    '--remote-debugging-pipe',
    ...QUIET_AND_STEADY,
    `--disable-features=${[...new Set(features)].join(',')}`,
    ...(headless ? ['--headless=new', '--hide-scrollbars', '--mute-audio'] : []),
    // Chromium's sandbox does not start under uid 0; everybody else keeps it.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ...(debuggingPort === undefined ? [] : [`--remote-debugging-port=${debuggingPort}`]),
    ...[...switches]
      .filter(([name]) => !OURS.has(name))
      .map(([name, value]) => (value ? `--${name}=${value}` : `--${name}`)),
  ]
}

/**
 * Two Chromiums must not share a profile. After a kill of the app its Chromium ends by itself as soon as it
 * finds its pipe closed, so the next one waits for that; a lock whose process is gone is a leftover.
 */
async function freeProfile(folder: string): Promise<void> {
  const lock = join(folder, 'SingletonLock')
  for (let attempt = 0; attempt < 100; attempt++) {
    let owner: number
    try {
      owner = Number(readlinkSync(lock).split('-').at(-1))
      process.kill(owner, 0)
    } catch {
      break
    }
    await delay(50)
  }
  for (const name of ['SingletonLock', 'SingletonSocket', 'SingletonCookie']) {
    rmSync(join(folder, name), { force: true })
  }
}

/** A window that a page opened past its `window.open`, e.g. by a click with Ctrl; it is closed already. */
export interface Popup {
  url: string
  /** Chromium does not always tell who opened it. */
  openerId: string | undefined
  /** Some page has taken it as its own. */
  taken: boolean
}

interface ChromiumEvents {
  /** The process has ended, whoever ended it. */
  exit: []
  popup: [Popup]
}

export class Chromium extends EventEmitter<ChromiumEvents> {
  readonly connection: DevToolsConnection
  readonly #process: ChildProcess
  readonly #program: string
  readonly #flags: string[]
  #running = true
  /** The pages that we have opened, and how many are just being opened. */
  readonly #ours = new Set<string>()
  #opening = 0

  /** Starts Chromium and waits until it answers. */
  static async start(options: ChromiumOptions): Promise<Chromium> {
    const program = findChromium()
    if (!program) {
      throw new Error(
        'electron stand-in: no Chromium was found. Install one (on Debian: apt install chromium), ' +
          'or set STANDIN_CHROMIUM to its program file.',
      )
    }
    mkdirSync(options.folder, { recursive: true })
    await freeProfile(options.folder)
    const chromium = new Chromium(program, flagsFor(options))
    const { product } = await chromium.connection.root.send('Browser.getVersion')
    Object.assign(process.versions, { chrome: product.split('/')[1] })
    chromium.#watchPopups()
    await chromium.connection.root.send('Target.setDiscoverTargets', { discover: true })
    return chromium
  }

  private constructor(program: string, flags: string[]) {
    super()
    this.#program = program
    this.#flags = flags
    // In a process group of its own: Ctrl+C in the terminal is for the app, which then closes Chromium
    // orderly.
    this.#process = spawn(program, flags, {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
      detached: true,
      // Under a locale that isn't installed its storage dies, again and again, of a folder that isn't ASCII.
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
    })
    const [, , errors, input, output] = this.#process.stdio as unknown[]
    this.#passOn(errors as Readable)
    this.connection = new DevToolsConnection(input as Writable, output as Readable)
    const ended = (): void => {
      if (!this.#running) return
      this.#running = false
      this.connection.close()
      this.emit('exit')
    }
    this.#process.on('exit', ended)
    this.#process.on('error', ended)
  }

  get pid(): number {
    return this.#process.pid ?? 0
  }

  /** Opens a page in a window of its own; the page's id. */
  async openPage(title: string, placement: Placement, headless: boolean): Promise<string> {
    this.#opening += 1
    try {
      const blank = `data:text/html,<title>${encodeURIComponent(title)}</title><!--${randomUUID()}-->`
      const targetId = headless
        ? await this.#openHeadlessWindow(placement)
        : await this.#openAppWindow(blank, placement)
      this.#ours.add(targetId)
      return targetId
    } finally {
      this.#opening -= 1
    }
  }

  /** Chromium forgets to close a page that is just navigating, so it is asked until the page is gone. */
  closePage(targetId: string): void {
    const { root } = this.connection
    root.post('Target.closeTarget', { targetId })
    const again = setInterval(() => {
      if (this.#running && this.#ours.has(targetId)) root.post('Target.closeTarget', { targetId })
      else clearInterval(again)
    }, 200)
  }

  /** Whatever page appears that we have not opened was opened by a page. */
  #watchPopups(): void {
    const { root } = this.connection
    root.on('Target.targetDestroyed', ({ targetId }) => this.#ours.delete(targetId))
    root.on('Target.targetCreated', ({ targetInfo }) => {
      const { type, targetId, openerId, url } = targetInfo
      const look = (): void => {
        if (this.#ours.has(targetId)) return
        // It may be the one that we are just opening: its id comes with the answer.
        if (this.#opening > 0 && openerId === undefined) {
          setTimeout(look, 20)
          return
        }
        root.post('Target.closeTarget', { targetId })
        this.emit('popup', { url, openerId, taken: false })
      }
      if (type === 'page') look()
    })
  }

  async #openHeadlessWindow({ x: left, y: top, width, height }: Placement): Promise<string> {
    const place = { left, top, width, height }
    const { targetId } = await this.connection.root.send('Target.createTarget', {
      url: 'about:blank',
      newWindow: true,
      ...place,
    })
    return targetId
  }

  /**
   * A window without tabs and address bar, as `--app` gives it: a second Chromium process on the same profile
   * hands the request to the running one and ends.
   */
  async #openAppWindow(url: string, placement: Placement): Promise<string> {
    const { root } = this.connection
    const opened = new Promise<string>((resolve) => {
      const look = ({ targetInfo }: Protocol.Target.targetInfoChangedPayload): void => {
        if (targetInfo.type !== 'page' || targetInfo.url !== url) return
        root.off('Target.targetCreated', look).off('Target.targetInfoChanged', look)
        resolve(targetInfo.targetId)
      }
      root.on('Target.targetCreated', look).on('Target.targetInfoChanged', look)
    })
    const flags = this.#flags.filter((flag) => !/^--(remote-debugging|no-startup-window)/.test(flag))
    spawn(this.#program, [...flags, `--app=${url}`], { stdio: 'ignore' })
    const targetId = await opened
    // The running Chromium ignores the second one's --window-size and --window-position.
    const { windowId } = await root.send('Browser.getWindowForTarget', { targetId })
    const { x: left, y: top, width, height } = placement
    await root.send('Browser.setWindowBounds', { windowId, bounds: { left, top, width, height } })
    return targetId
  }

  /** Asks Chromium to end, and kills it if it hasn't after two seconds. */
  async stop(): Promise<void> {
    if (!this.#running) return
    const gone = new Promise((resolve) => {
      this.once('exit', () => resolve(true))
    })
    this.connection.root.post('Browser.close')
    const timeout = delay(2_000, false, { ref: false })
    if (await Promise.race([gone, timeout])) return
    this.#process.kill('SIGKILL')
    await gone
  }

  /**
   * Playwright's _electron waits for the line "DevTools listening on …"; the rest is noise unless asked for.
   */
  #passOn(errors: Readable): void {
    let rest = ''
    errors.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        if (line.startsWith('DevTools listening on ')) process.stderr.write(`${line}\n`)
        else if (process.env.STANDIN_DEBUG) process.stderr.write(`[chromium] ${line}\n`)
      }
    })
  }
}
