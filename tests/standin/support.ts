/** Runs the fixture app of this folder on the stand-in. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import { temporaryFolder } from '../support/temporary-folder.ts'

export const appFolder = join(import.meta.dirname, 'app')
export const executable = resolve(import.meta.dirname, '../../tools/electron-standin/electron')

/** What the fixture app puts on `globalThis` of its main process. */
declare global {
  var seen: unknown[][]
  var mainWindow: Electron.BrowserWindow
  var openWindow: (options?: Electron.BrowserWindowConstructorOptions) => Electron.BrowserWindow
}

/** The preload's API of the fixture app. */
export interface FixtureApi {
  /** Whatever the handler gives; the test says what that is. */
  invoke<T>(channel: string, value?: unknown): Promise<T>
  add(a: number, b: number): number
  twice(callback: (value: number) => number): number[]
  later<T>(value: T): Promise<T>
  reject(): Promise<never>
  make(factor: number): (value: number) => number
  on(channel: string, listener: (...args: never[]) => void): () => void
  nested: { list: [number, { deep: boolean }] }
  hasNode: boolean
}

export interface Fixture {
  app: ElectronApplication
  child: ChildProcess
  page: Page
  userData: string
  /** What the main process has noted so far. */
  seen: () => Promise<unknown[][]>
  /** Quits, unless it has ended already. */
  close: () => Promise<void>
}

/** Starts the fixture app under Playwright and waits for its page. */
async function start(userData: string): Promise<Fixture> {
  process.env.ELECTRON_OVERRIDE_DIST_PATH = resolve(executable, '..')
  const app = await _electron.launch({ args: [appFolder, `--user-data-dir=${userData}`], colorScheme: null })
  const child = app.process()
  const close = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) await app.close()
  }
  const page = await app.firstWindow()
  await page.waitForFunction(() => document.body?.dataset.ready)
  return { app, child, page, userData, close, seen: () => app.evaluate(() => globalThis.seen) }
}

/** One running fixture app for all tests of a file. */
export function shareFixture(): () => Fixture {
  let folder: string | undefined
  let fixture: Fixture | undefined
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'standin-'))
    fixture = await start(folder)
  })
  afterAll(async () => {
    await fixture?.close()
    if (folder) rmSync(folder, { recursive: true, force: true })
  })
  return () => {
    if (!fixture) throw new Error('the fixture app did not start')
    return fixture
  }
}

/** A running fixture app for one test. */
export async function launch(userData = temporaryFolder()): Promise<Fixture> {
  const fixture = await start(userData)
  onTestFinished(fixture.close)
  return fixture
}

export interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
  output: string
}

/** A process of the stand-in without Playwright. */
export interface Started {
  pid: number
  /** Resolves once the process has ended. */
  ended: Promise<Ended>
  kill(signal: NodeJS.Signals): void
}

/** Starts `electron <args>` as a person would from a terminal. */
export function run(args: string[], env: NodeJS.ProcessEnv = {}): Started {
  const child = spawn(executable, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  const ended = new Promise<Ended>((done) => {
    child.once('close', (code, signal) => done({ code, signal, output }))
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return { pid: child.pid ?? 0, ended, kill: (signal) => void child.kill(signal) }
}

/**
 * The processes that run with this text on their command line; a killed one that waits for its parent has
 * none.
 */
export function processesWith(text: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return pid !== process.pid && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(text)
      } catch {
        return false
      }
    })
}

/** Asks again and again until the answer is yes. */
export async function eventually(holds: () => boolean | Promise<boolean>, timeoutMs = 10_000): Promise<void> {
  const deadline = Date.now() + timeoutMs
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`still not so after ${timeoutMs} ms: ${String(holds)}`)
    await delay(20)
  }
}
