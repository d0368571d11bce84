/** The real programs that stand around a collector, each started by the test that needs it and ended with it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync } from 'node:fs'
import { expect, onTestFinished } from 'vitest'
import { hasProgram } from '../../../tools/setup/system-packages.mjs'
import { temporaryFolder } from '../../support/temporary-folder.ts'

/** Whether one of them isn't here; says so, because what needs it is skipped then. */
export function isMissing(...names: readonly string[]): boolean {
  const missing = names.filter((name) => !hasProgram(name))
  if (missing.length > 0)
    process.stderr.write(`\nTests with ${missing.join(' and ')} are skipped: not on PATH.\n`)
  return missing.length > 0
}

export interface Program {
  readonly pid: number
  /** What it has said until now. */
  readonly output: () => string
}

/** Starts one and waits until it is ready, which is asked again and again. */
export async function startProgram(
  name: string,
  args: readonly string[],
  isReady: (output: string) => boolean | Promise<boolean>,
  env: Readonly<Record<string, string>> = {},
): Promise<Program> {
  const child = spawn(name, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  const ended = once(child, 'close')
  onTestFinished(async () => {
    // In order: nginx, for one, takes its workers along only so.
    child.kill('SIGTERM')
    const late = setTimeout(() => child.kill('SIGKILL'), 5_000)
    await ended
    clearTimeout(late)
  })
  await expect
    .poll(
      async () => {
        if (child.exitCode !== null) throw new Error(`${name} has ended: ${output}`)
        return isReady(output)
      },
      { timeout: 20_000, interval: 50 },
    )
    .toBe(true)
  return { pid: child.pid ?? -1, output: () => output }
}

/** Where a program that gives up root can still read. */
export function openFolder(): string {
  const folder = temporaryFolder()
  chmodSync(folder, 0o755)
  return folder
}
