/** The command line as a person has it: real processes, real files. What only looks at words runs in this process. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { expect, inject, onTestFinished } from 'vitest'
import { runCommandLine } from '../../../src/collector/cli/run.ts'
import { processSurroundings } from '../../../src/collector/cli/surroundings.ts'
import { storeOpener } from '../../../src/collector/cli/with-store.ts'

const ROOT = resolve(import.meta.dirname, '../../..')
/** Compiling the same file a hundred times would be much of what these tests do. */
const CACHE = join(ROOT, 'node_modules/.cache/aftercall/compiled')
export const PROGRAM: readonly string[] = [inject('collectorProgram')]

export interface Outcome {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly stdin?: string
  readonly cwd?: string
  /** What is started instead of it. */
  readonly program?: readonly string[]
}

// Nothing of the developer's own settings reaches the program, in this process or in another one.
for (const name of Object.keys(process.env)) if (name.startsWith('AFTERCALL_')) delete process.env[name]

function environment(env: RunOptions['env'] = {}): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(PG|NODE_)/.test(name))
  return { ...Object.fromEntries(own), TZ: 'UTC', NODE_COMPILE_CACHE: CACHE, ...env }
}

function start(args: readonly string[], { env, cwd, program = PROGRAM }: RunOptions): ChildProcess {
  return spawn(process.execPath, [...program, ...args], { env: environment(env), cwd })
}

/** Runs one command to its end. */
export async function run(args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  const child = start(args, options)
  const [stdout, stderr] = [collect(child, 'stdout'), collect(child, 'stderr')]
  // A command that doesn't want all of it closes it.
  child.stdin?.on('error', () => undefined)
  child.stdin?.end(options.stdin ?? '')
  const [code] = await once(child, 'close')
  return withoutTrace({ code, stdout: stdout(), stderr: stderr() })
}

/** The same within this process: for what doesn't depend on there being one of its own. */
export async function runHere(
  args: readonly string[],
  { env = {}, stdin = '' }: RunOptions = {},
): Promise<Outcome> {
  let [stdout, stderr] = ['', '']
  const surroundings = {
    ...processSurroundings(),
    env,
    stdin: Readable.from([Buffer.from(stdin)]),
    stdout: { write: (text: string) => (stdout += text) },
    stderr: { write: (text: string) => (stderr += text) },
  }
  const parts = { version: '1.2.3', withStore: storeOpener(Date.now) }
  const code = await runCommandLine(args, surroundings, parts)
  return withoutTrace({ code, stdout, stderr })
}

/** A person never sees where in the program something went wrong. */
function withoutTrace(outcome: Outcome): Outcome {
  expect(outcome.stdout + outcome.stderr).not.toMatch(/^\s+at .*:\d+:\d+/m)
  return outcome
}

/** What a command that must fail says with `--json`. */
export async function failHere(args: readonly string[], options: RunOptions = {}) {
  const { code, stdout, stderr } = await runHere([...args, '--json'], options)
  expect(stdout).toBe('')
  const { error } = JSON.parse(stderr)
  expect(code).toBe(error.exitCode)
  return error
}

/** A command with `--json` that must succeed: its document. */
export async function runJson(args: readonly string[], options: RunOptions = {}) {
  const { code, stdout, stderr } = await run([...args, '--json'], options)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return JSON.parse(stdout)
}

/** A command with `--json` that must fail: what it says. */
export async function runFailing(args: readonly string[], options: RunOptions = {}) {
  const { code, stdout, stderr } = await run([...args, '--json'], options)
  expect(stdout).toBe('')
  const { error } = JSON.parse(stderr)
  expect(code).toBe(error.exitCode)
  return error
}

function collect(child: ChildProcess, stream: 'stdout' | 'stderr'): () => string {
  let text = ''
  child[stream]?.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
  return () => text
}

export interface Server {
  /** `http://127.0.0.1:…` */
  readonly address: string
  readonly child: ChildProcess
  readonly stdout: () => string
  readonly stderr: () => string
  /** SIGTERM, and what it ended with. */
  stop(): Promise<number | null>
  /** Resolves with the exit code when it has ended. */
  readonly ended: Promise<number | null>
}

/** Starts `serve` on a free port and waits until it listens. Stopped at the end of the test at the latest. */
export async function startServer(args: readonly string[], options: RunOptions = {}): Promise<Server> {
  const child = start(['serve', '--port', '0', ...args], options)
  const [stdout, stderr] = [collect(child, 'stdout'), collect(child, 'stderr')]
  const ended = once(child, 'close').then(([code]): number | null => code)
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  let address: string | undefined
  await expect
    .poll(
      () => {
        if (child.exitCode !== null) throw new Error(`The server has ended: ${stderr()}`)
        address = /(?:listens on |"listening": ")([^\s"]+)/.exec(stdout())?.[1]
        return address
      },
      { timeout: 30_000, interval: 20 },
    )
    .toBeDefined()
  return {
    address: address ?? '',
    child,
    stdout,
    stderr,
    ended,
    async stop() {
      child.kill('SIGTERM')
      return ended
    },
  }
}
