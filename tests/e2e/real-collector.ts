/** The real collector as an administrator has it: its own program, its own data folder, everything by command line. */
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'

const PROGRAM = resolve(import.meta.dirname, '../../src/collector/main.ts')
const exec = promisify(execFile)

export class RealCollector {
  readonly #data: string
  #port = 0
  #server: ChildProcess | undefined

  /** @param data its data folder */
  constructor(data: string) {
    this.#data = data
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  /** Runs the server until `stop`, a second time on the same port. */
  async start(): Promise<this> {
    const words = [
      PROGRAM,
      'serve',
      '--data',
      this.#data,
      '--port',
      String(this.#port),
      '--log-level',
      'error',
    ]
    const server = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] })
    this.#server = server
    for await (const line of createInterface({ input: server.stdout })) {
      const port = /listens on http:\/\/127\.0\.0\.1:(\d+)/.exec(line)?.[1]
      if (port === undefined) continue
      this.#port = Number(port)
      return this
    }
    throw new Error('the collector ended before it listened')
  }

  async stop(): Promise<void> {
    const server = this.#server
    this.#server = undefined
    if (server === undefined || server.exitCode !== null) return
    server.kill('SIGTERM')
    await once(server, 'exit')
  }

  /** An administrator's command, with its answer in JSON. */
  async command<T>(...words: string[]): Promise<T> {
    const { stdout } = await exec(process.execPath, [PROGRAM, ...words, '--data', this.#data, '--json'])
    return JSON.parse(stdout)
  }
}
