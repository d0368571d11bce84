/** What the command line touches outside itself, so that it can be run beside others in one process. */
import { homedir } from 'node:os'

export interface Surroundings {
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown }
  readonly stdin: AsyncIterable<Uint8Array | string>
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
  readonly home: string
  /** A person looks at the standard error. */
  readonly isTerminal: boolean
  /** Epoch ms. */
  readonly now: () => number
  /** From 0 up to 1. */
  readonly random: () => number
  /** Calls back after so many ms; the result takes that back. */
  readonly after: (ms: number, work: () => void) => () => void
  /** Calls back for every SIGTERM and SIGINT. The result takes the listener away again. */
  readonly onSignal: (listener: (signal: 'SIGTERM' | 'SIGINT') => void) => () => void
  /** Ends the process at once. */
  readonly exit: (code: number) => void
}

/** Those of this process. */
export function processSurroundings(): Surroundings {
  return {
    stdout: process.stdout,
    stderr: process.stderr,
    stdin: process.stdin,
    env: process.env,
    platform: process.platform,
    home: homedir(),
    isTerminal: process.stderr.isTTY,
    now: Date.now,
    random: Math.random,
    after(ms, work) {
      const timer = setTimeout(work, ms)
      return () => clearTimeout(timer)
    },
    onSignal(listener) {
      process.on('SIGTERM', listener).on('SIGINT', listener)
      return () => process.off('SIGTERM', listener).off('SIGINT', listener)
    },
    exit: (code) => process.exit(code),
  }
}
