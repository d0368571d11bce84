/** A host as the runs see it: a process that does what it is asked, and can be killed at any moment. */
import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'

import type { Call, Calls, Reply } from './host-protocol.ts'

/** The process is gone, so nobody knows how far the call came. */
export class HostGone extends Error {
  override readonly name = 'HostGone'
}

/** More than anything here takes; a call that hangs is a finding. */
const CALL_MS = 60_000
const GRACE_MS = 2_000

interface Waiting {
  resolve(value: unknown): void
  reject(error: Error): void
}

export class Host<C extends Calls> {
  readonly #child: ChildProcess
  readonly #waiting = new Map<number, Waiting>()
  readonly #exited: Promise<unknown>
  #calls = 0
  #output = ''
  #killed = false

  /** @param script a path; @param cache a folder for compiled code, so that the next start takes half as long */
  constructor(script: string, cache: string) {
    this.#child = fork(script, {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      serialization: 'advanced',
      execArgv: [],
      env: { ...process.env, NODE_COMPILE_CACHE: cache },
    })
    this.#exited = once(this.#child, 'exit')
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#output = (this.#output + text).slice(-20_000)
      })
    this.#child.on('message', (reply: Reply) => {
      const waiting = this.#waiting.get(reply.id)
      this.#waiting.delete(reply.id)
      if (reply.ok) waiting?.resolve(reply.value)
      else waiting?.reject(new Error(reply.message))
    })
    // When all that it has printed is here, too.
    this.#child.on('close', (code, signal) => {
      const why = `The host ${script} is gone (${String(signal ?? code)}). ${this.#killed ? '' : this.#output}`
      for (const { reject } of this.#waiting.values()) reject(new HostGone(why))
      this.#waiting.clear()
    })
  }

  /** Whether it has ended without having been told to. */
  get crashed(): boolean {
    return !this.#killed && (this.#child.exitCode !== null || this.#child.signalCode !== null)
  }

  /** What it has printed lately. */
  get output(): string {
    return this.#output
  }

  /** @throws HostGone when the process ends meanwhile, what the host threw otherwise */
  async call<N extends keyof C & string>(
    name: N,
    argument: Parameters<C[N]>[0],
  ): Promise<Awaited<ReturnType<C[N]>>> {
    if (!this.#child.connected) throw new HostGone(`The host is gone. ${this.#output}`)
    const id = this.#calls++
    const call: Call = { id, name, argument }
    let timer: NodeJS.Timeout | undefined
    const answer = new Promise<unknown>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      const late = (): void => reject(new Error(`${name} has not returned after ${CALL_MS} ms`))
      // Where the whole machine has stood still, the answer is here and only has to be read.
      timer = setTimeout(() => void (timer = setTimeout(late, GRACE_MS)), CALL_MS)
      this.#child.send(call, (error) => {
        if (error !== null) reject(new HostGone(error.message))
      })
    }).finally(() => clearTimeout(timer))
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the call of this name returns
    return (await answer) as Awaited<ReturnType<C[N]>>
  }

  /** SIGKILL: nothing in the process hears of it. */
  async kill(): Promise<void> {
    this.#killed = true
    this.#child.kill('SIGKILL')
    if (this.#child.exitCode === null && this.#child.signalCode === null) await this.#exited
  }
}
