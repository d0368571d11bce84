/** Starting programs so that none is left behind. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const PACKAGE_OF = { baresip: 'baresip-core', sipp: 'sip-tester' } as const
const running = new Set<ChildProcess>()

process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** The programs that aren't installed, with the Debian package that holds each. Empty: all is there. */
export function missingPrograms(): string[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const has = (program: string): boolean =>
    folders.some((folder) => {
      try {
        accessSync(join(folder, program), constants.X_OK)
        return true
      } catch {
        return false
      }
    })
  return Object.entries(PACKAGE_OF).flatMap(([program, debian]) =>
    has(program) ? [] : [`${program} (package ${debian})`],
  )
}

export interface Program {
  readonly pid: number
  /** What it said on stdout and stderr until now. */
  output(): string
  /** Settles with the exit code, or the signal that ended it. */
  readonly exited: Promise<number | NodeJS.Signals>
  /** Ends it at once. */
  kill(): Promise<void>
}

/** Starts a program in a folder. */
export async function startProgram(name: string, args: readonly string[], folder: string): Promise<Program> {
  const child = spawn(name, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(child)
  const chunks: string[] = []
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => chunks.push(text))
  const { promise: exited, resolve } = Promise.withResolvers<number | NodeJS.Signals>()
  child.once('exit', (code, signal) => {
    running.delete(child)
    resolve(code ?? signal ?? -1)
  })
  await new Promise<void>((started, failed) => {
    child.once('spawn', started)
    child.once('error', failed)
  })
  return {
    pid: child.pid ?? -1,
    output: () => chunks.join(''),
    exited,
    kill: async () => {
      child.kill('SIGKILL')
      await exited
    },
  }
}

/** Waits until `test` holds; after that long it throws, with `what` was waited for. */
export async function waitFor(test: () => boolean, what: () => string, timeoutMs = 10_000): Promise<void> {
  const until = performance.now() + timeoutMs
  while (!test()) {
    if (performance.now() > until) throw new Error(`Waited ${timeoutMs} ms in vain: ${what()}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
