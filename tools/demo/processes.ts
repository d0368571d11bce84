/** The demo's two programs: the collector and the lead's widget, each a process of its own, as in life. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'

const ROOT = resolve(import.meta.dirname, '../..')
const PATIENCE_MS = 15_000

export interface RunningCollector {
  readonly process: ChildProcess
  readonly url: string
}

/** Looked at before the long work. @throws when a port can't be had */
export async function assertPortIsFree(port: number): Promise<void> {
  if (port === 0) return
  const probe = createServer().listen(port, '127.0.0.1')
  try {
    await once(probe, 'listening')
  } catch (error) {
    throw new Error(`Port ${port} can't be used: another program has it, or it isn't for this user.`, {
      cause: error,
    })
  }
  probe.close()
  await once(probe, 'close')
}

/** Resolves when it listens. @throws when it ends before, having said why on standard error */
export async function startCollector(folder: string, port: number): Promise<RunningCollector> {
  const words = ['serve', '--data', folder, '--port', String(port), '--log-level', 'warn']
  const child = spawn(process.execPath, [join(ROOT, 'src/collector/main.ts'), ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })
  for await (const line of lines) {
    const url = /listens on (https?:\/\/\S+)/.exec(line)?.[1]
    if (url !== undefined) return { process: child, url }
  }
  throw new Error('The collector has ended before it listened.')
}

/** Starts the widget as `npm start` does, with the team's window; it joins by itself, as a managed computer would. */
export function startWidget(folder: string, endpoint: string, code: string): ChildProcess {
  const policy = join(folder, 'demo-policy.json')
  writeFileSync(policy, JSON.stringify({ sync: { endpoint, code } }), { mode: 0o600 })
  const words = ['open', '--window=team', `--user-data-dir=${folder}`]
  return spawn(process.execPath, [join(ROOT, 'tools/start.mjs'), ...words], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, AFTERCALL_POLICY_FILE: policy },
  })
}

/** Asks it to end and waits; what doesn't end in time is ended. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const late = new AbortController()
  const timer = delay(PATIENCE_MS, undefined, { signal: late.signal }).then(
    () => child.kill('SIGKILL'),
    () => false,
  )
  await ended
  late.abort()
  await timer
}
