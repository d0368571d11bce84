/** How a host, a process that the runs start, kill and start again, is spoken to: calls by name over Node's channel. */

import { flushCompileCache } from 'node:module'

export type Calls = Readonly<Record<string, (argument: never) => unknown>>

export interface Call {
  readonly id: number
  readonly name: string
  readonly argument: unknown
}

export type Reply =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly message: string }

/** In the host: answers calls until the channel closes. */
export function answerCalls(calls: Calls): void {
  process.on('message', (call: Call) => void answer(calls, call))
  // Hosts are killed; what is written at an orderly end never would be.
  flushCompileCache()
  // Without a parent there is nothing to live for.
  process.on('disconnect', () => process.exit())
}

async function answer(calls: Calls, { id, name, argument }: Call): Promise<void> {
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Host.call has checked the argument's type
    const value = await calls[name]?.(argument as never)
    reply({ id, ok: true, value })
  } catch (error) {
    reply({ id, ok: false, message: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
}

function reply(message: Reply): void {
  process.send?.(message)
}
