/** The window's side of the IPC contract: `window.aftercall`, which the preload puts there. */
import type { CommandName } from '../../shared/ipc-names.ts'
import type { Bridge, CommandInput } from '../../shared/ipc.ts'

declare global {
  interface Window {
    readonly aftercall: Bridge
  }
}

const bridge = window.aftercall

/** Asks the main process; a refusal is a value. */
export const invoke: Bridge['invoke'] = (name, ...input) => bridge.invoke(name, ...input)

/** Listens to the main process; returns a function that stops listening. */
export const on: Bridge['on'] = (name, listener) => bridge.on(name, listener)

/** For commands whose answer changes nothing in this window. */
export function tell<N extends CommandName>(
  name: N,
  ...input: CommandInput<N> extends undefined ? [] : [CommandInput<N>]
): void {
  void bridge.invoke(name, ...input)
}
