/** Starts and stops what is measured: the widget, or the bare app beside it. */
import { _electron, type ElectronApplication } from '@playwright/test'
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { openStore } from '../../src/main/store/index.ts'
import { DEFAULT_SETTINGS } from '../../src/shared/settings.ts'
import { electronBinary } from '../../tools/setup/electron.mjs'

const ROOT = resolve(import.meta.dirname, '../..')
const STANDIN = join(ROOT, 'tools/electron-standin')
const binary = electronBinary(ROOT)
const program = binary ?? join(STANDIN, 'electron')
// As root Chromium runs without its sandbox only.
const SANDBOX = process.getuid?.() === 0 ? ['--no-sandbox'] : []

/** For the notes of the table. */
export const RUNTIME = binary === undefined ? 'on the stand-in' : 'on Electron'

export interface Subject {
  /** Folder of the app. */
  readonly app: string
  readonly args: readonly string[]
}
export const OURS: Subject = { app: ROOT, args: ['--hidden'] }
export const BARE: Subject = { app: join(import.meta.dirname, 'bare-app'), args: [] }

const argumentsOf = (subject: Subject, data: string): string[] => [
  ...SANDBOX,
  subject.app,
  `--user-data-dir=${data}`,
  ...subject.args,
]

/** Under Playwright, so that pages can be asked. */
export async function startWatched(
  subject: Subject,
  data: string,
  preloads: readonly string[] = [],
): Promise<ElectronApplication> {
  prepare(data)
  if (binary === undefined) process.env['ELECTRON_OVERRIDE_DIST_PATH'] = STANDIN
  const args = [...preloads.flatMap((file) => ['-r', file]), ...argumentsOf(subject, data)]
  const app = await _electron.launch({ args, colorScheme: null })
  await doorOf(data)
  return app
}

/** As a user starts it. Resolves when it takes requests. */
export async function start(subject: Subject, data: string): Promise<ChildProcess> {
  prepare(data)
  const child = spawn(program, argumentsOf(subject, data), { stdio: 'ignore' })
  await doorOf(data)
  return child
}

export async function stop(child: ChildProcess): Promise<void> {
  const ended = new Promise((done) => {
    child.once('exit', done)
  })
  child.kill('SIGTERM')
  await ended
}

/** Any free port, no shift that ends while we measure. */
export function prepare(data: string): void {
  if (existsSync(data)) return
  mkdirSync(data, { recursive: true })
  const store = openStore({ directory: data, now: () => Date.now() })
  const { triggers } = DEFAULT_SETTINGS
  store.state.write('settings', {
    ...DEFAULT_SETTINGS,
    workWeekdays: [],
    triggers: { ...triggers, http: { enabled: true, port: 0, origins: [] } },
  })
  store.close()
}

export async function doorOf(data: string): Promise<{ port: number; token: string }> {
  const deadline = Date.now() + 30_000
  while (Date.now() < deadline) {
    try {
      return JSON.parse(readFileSync(join(data, 'trigger.json'), 'utf8'))
    } catch {
      await delay(5)
    }
  }
  throw new Error(`no app came up on ${data}`)
}

export async function post(data: string, body = '{}', path: 'ended' | 'live' = 'ended'): Promise<void> {
  const { port, token } = await doorOf(data)
  const { status } = await fetch(`http://127.0.0.1:${port}/v1/interactions/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body,
  })
  if (status !== 202) throw new Error(`the app answered ${status}`)
}
