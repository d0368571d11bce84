/** A measured process of ours: forked, steered by messages. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { z } from '../../src/shared/zod.ts'
import { usageOf, type Usage } from './usage.ts'

export interface Child extends Usage {
  /** Waits for the next message that fits. Rejects when the process ends first. */
  next<T extends z.ZodType>(schema: T): Promise<z.infer<T>>
  send(message: Readonly<Record<string, unknown>>): void
  stop(): Promise<void>
}

/** @param file an absolute path of a script */
export function startChild(file: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Child {
  const child = fork(file, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const inbox: unknown[] = []
  const waiting: { take(message: unknown): void; fail(error: Error): void }[] = []
  let ended: Error | undefined
  child.on('message', (message) => {
    const first = waiting.shift()
    if (first === undefined) inbox.push(message)
    else first.take(message)
  })
  child.on('exit', (code, signal) => {
    ended = new Error(`${file} ended (${code ?? signal}).`)
    for (const { fail } of waiting.splice(0)) fail(ended)
  })
  return {
    async next(schema) {
      const message = inbox.length > 0 ? inbox.shift() : await nextMessage(waiting, ended)
      return schema.parse(message)
    },
    send: (message) => void child.send(message),
    ...usageOf(child.pid),
    async stop() {
      if (ended !== undefined) return
      const exit = once(child, 'exit')
      child.kill()
      await exit
    },
  }
}

function nextMessage(
  waiting: { take(message: unknown): void; fail(error: Error): void }[],
  ended: Error | undefined,
): Promise<unknown> {
  if (ended !== undefined) return Promise.reject(ended)
  return new Promise((take, fail) => waiting.push({ take, fail }))
}
