/**
 * The whole app under test, the same specs for real Electron and for the stand-in: real if its binary is on
 * this machine, else the stand-in; E2E_ELECTRON=real|standin forces one.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { _electron, type ElectronApplication, type Page, test as base } from '@playwright/test'
import { electronBinary } from '../../tools/setup/electron.mjs'
import { findChromium } from '../../tools/setup/find-chromium.mjs'

const root = resolve(import.meta.dirname, '../..')
const standin = join(root, 'tools/electron-standin')
const realBinary = electronBinary(root)

/** Which of the two runs. Specs are the same for both; this is for the few things that only one can show. */
export const kind = process.env.E2E_ELECTRON ?? (realBinary ? 'real' : 'standin')
const executable = kind === 'real' ? realBinary : join(standin, 'electron')
if (!executable || !existsSync(executable)) {
  throw new Error(
    "Electron's binary is not here. Run `npm start` once to fetch it, or set E2E_ELECTRON=standin.",
  )
}

/** A menu item as the recorder describes it. */
export interface Item {
  id: string
  label: string
  type: string
  enabled: boolean
  visible: boolean
  checked: boolean
  submenu?: Item[]
}

/** An event that no page of ours would send. Without a field, that part is genuine. */
export interface ForgedEvent {
  /** The name of the window whose contents send it; else the sender is nobody's. */
  window?: string
  url?: string
  origin?: string
  /** It comes from a frame inside the page. */
  subFrame?: boolean
  /** The frame that sent it has been closed since. */
  frameGone?: boolean
}

type WindowEvent = 'show' | 'showInactive' | 'hide' | 'focus' | 'blur' | 'closed'
interface DisplaySketch {
  bounds: { x: number; y: number; width: number; height: number }
  workArea?: { x: number; y: number; width: number; height: number }
  scaleFactor?: number
}

/** What a test may see and press of the desktop around the app; recorder.cjs does it, in the main process. */
interface Recorder {
  trayMenu(): Item[]
  /** By id or label, also within sub-menus; an item that is disabled or hidden can't be chosen. */
  trayChoose(wanted: string): void
  trayClick(event?: 'click' | 'right-click' | 'double-click'): void
  trayTip(): string
  /** How often the tray's picture was set after its creation. */
  trayImages(): number
  appMenu(): Item[]
  appMenuChoose(wanted: string): void

  notifications(): { title: string; body: string; silent: boolean }[]
  /** The last one, unless told otherwise. */
  notificationClick(index?: number): void

  /** The accelerators that are registered now. */
  shortcuts(): string[]
  /** Presses the keys; false when the app does not listen to them. */
  shortcut(accelerator: string): boolean
  /** From now on another program holds these keys. */
  shortcutTake(accelerator: string): void

  power(event: 'suspend' | 'resume' | 'lock-screen' | 'unlock-screen' | 'shutdown'): void
  idle(state: 'active' | 'idle' | 'locked' | 'unknown'): void
  /** Another arrangement of screens; the first is the main one. */
  displays(displays: DisplaySketch[]): void

  /** Addresses, files and folders that other programs were asked to show. */
  opened(): string[]
  copied(): string[]
  dialogs(): { kind: string; options: Record<string, unknown> }[]
  /** What the next dialog answers, e.g. `{response: 1}`; without it every dialog is cancelled. */
  dialogAnswer(answer: Record<string, unknown>): void
  loginItems(): Record<string, unknown>[]
  relaunches(): Record<string, unknown>[]
  badges(): number[]

  /** What the windows did, in order: `showInactive` is the call, the others are Electron's events. */
  windowEvents(): { window: string; event: WindowEvent }[]

  /** Every channel that the app handles. */
  channels(): string[]
  /** Calls a channel's handler past the preload, with an event as forged. */
  invoke(channel: string, forged: ForgedEvent, ...args: unknown[]): unknown
  /** What the session answers to a page that wants something; true also when nobody was asked. */
  permission(name: string, url: string): { request: boolean; check: boolean; device: boolean }
}

/** The recorder, from the side of a test. */
export type Host = {
  [Method in keyof Recorder]: (...args: Parameters<Recorder[Method]>) => Promise<ReturnType<Recorder[Method]>>
}

declare global {
  /** In the main process under test. */
  var recorder: Record<string, (...args: unknown[]) => unknown>
}

function makeHost(app: ElectronApplication): Host {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the methods are the recorder's, whatever it has
  return new Proxy({} as Host, {
    get:
      (_host, method) =>
      (...args: unknown[]) =>
        app.evaluate((_module, call) => globalThis.recorder[call.method]?.(...call.args), {
          method: String(method),
          args,
        }),
  })
}

/** One running app. */
export interface Running {
  app: ElectronApplication
  host: Host
  pid: number
  userData: string
  /** Everything that the app has printed. */
  output(): string
  /** The page at `/<name>/index.html`, waited for. */
  window(name: string): Promise<Page>
  /** Starts the app again on the same data while it runs; the exit code of that second process. */
  second(...args: string[]): Promise<number | null>
  /** The power goes out. */
  kill9(): Promise<void>
  /** Quits in order and waits for the end. */
  close(): Promise<void>
  /** The exit code, once the process has ended by itself. */
  exited: Promise<number | null>
}

const WINDOW_TIMEOUT_MS = 20_000

async function findWindow(app: ElectronApplication, name: string): Promise<Page> {
  const path = `/${name}/index.html`
  const deadline = Date.now() + WINDOW_TIMEOUT_MS
  while (Date.now() < deadline) {
    // The scheme is app: on real Electron and https: on the stand-in.
    const page = app.windows().find((each) => new URL(each.url()).pathname === path)
    if (page) {
      await page.waitForLoadState()
      return keepColourScheme(app, page)
    }
    await delay(20)
  }
  const open = app.windows().map((page) => page.url())
  throw new Error(`no window ${path} after ${WINDOW_TIMEOUT_MS / 1000} s, only: ${open.join(', ') || 'none'}`)
}

/**
 * On the stand-in the app's choice of colours and Playwright's media are one and the same setting of the
 * page, and the last one to speak replaces all of it: so Playwright repeats the app's choice.
 */
function keepColourScheme(app: ElectronApplication, page: Page): Page {
  if (kind === 'real') return page
  const emulate = page.emulateMedia.bind(page)
  page.emulateMedia = async (options) => {
    const colorScheme = await app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)
    await emulate({ ...(colorScheme === 'system' ? {} : { colorScheme }), ...options })
  }
  return page
}

const ended = (child: ChildProcess): Promise<number | null> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve(child.exitCode)
    : new Promise((done) => {
        child.once('exit', done)
      })

/** What the app is given of this process' environment. */
function givenEnvironment(): Record<string, string> {
  const chromium = findChromium()
  const given = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  // Found here, because the app gets another home.
  return { ...Object.fromEntries(given), ...(chromium ? { STANDIN_CHROMIUM: chromium } : {}) }
}

interface Fixtures {
  /** Variables of the app's environment, e.g. `test.use({ environment: { LANG: 'nl_NL.UTF-8' } })`. */
  environment: Record<string, string>
  /** The folder of this test's data; it does not exist before the first launch. */
  userData: string
  /** Starts the app. Everything that still runs at the end of the test is closed. */
  launch(...args: string[]): Promise<Running>
}

export const test = base.extend<Fixtures>({
  environment: [{}, { option: true }],
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures from this pattern.
  userData: async ({}, use, info) => {
    await use(info.outputPath('user-data'))
  },
  launch: async ({ environment, userData }, use, info) => {
    const running = new Map<Running, ChildProcess>()
    let printed = ''
    // Nothing of the computer's own settings, and nothing left behind in them.
    const home = info.outputPath('home')
    mkdirSync(home, { recursive: true })
    const env: Record<string, string> = {
      ...givenEnvironment(),
      HOME: home,
      XDG_CONFIG_HOME: join(home, '.config'),
      XDG_DATA_HOME: join(home, '.local/share'),
      LANG: 'en_US.UTF-8',
      LANGUAGE: '',
      LC_ALL: '',
      TZ: 'Europe/Amsterdam',
      ...environment,
    }

    const launch = async (...args: string[]): Promise<Running> => {
      // Without executablePath Playwright asks npm's `electron`, which honours this variable, and adds its
      // loader.
      if (kind === 'standin') process.env.ELECTRON_OVERRIDE_DIST_PATH = standin
      const recorder = join(import.meta.dirname, 'recorder.cjs')
      const app = await _electron.launch({
        args: ['-r', recorder, root, `--user-data-dir=${userData}`, ...args],
        cwd: root,
        env,
        // The app chooses its colours; a spec that wants others says so with page.emulateMedia.
        colorScheme: null,
      })
      const child = app.process()
      let output = ''
      for (const stream of [child.stdout, child.stderr]) {
        stream?.setEncoding('utf8').on('data', (text: string) => {
          output += text
          printed += text
        })
      }
      const started: Running = {
        app,
        host: makeHost(app),
        pid: child.pid ?? 0,
        userData,
        output: () => output,
        exited: ended(child),
        window: (name) => findWindow(app, name),
        second(...more) {
          const words = ['--no-sandbox', root, `--user-data-dir=${userData}`, ...more]
          return ended(spawn(executable, words, { cwd: root, env, stdio: 'ignore' }))
        },
        async kill9() {
          running.delete(started)
          child.kill('SIGKILL')
          await ended(child)
        },
        async close() {
          running.delete(started)
          await app.close()
        },
      }
      running.set(started, child)
      void started.exited.then(() => running.delete(started))
      return started
    }

    await use(launch)
    for (const { app } of running.keys()) await app.close()
    if (info.status !== info.expectedStatus && printed) {
      await info.attach('output of the app', { body: printed, contentType: 'text/plain' })
    }
  },
})

export { expect } from '@playwright/test'
