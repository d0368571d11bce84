/** The only bridge between a window and the main process: the commands and events of the IPC contract, no more. */
import { contextBridge, ipcRenderer } from 'electron'
import { COMMANDS, EVENTS } from '../shared/ipc-names.ts'
import type { Bridge } from '../shared/ipc.ts'

const commands: ReadonlySet<string> = new Set(COMMANDS)
const events: ReadonlySet<string> = new Set(EVENTS)

const bridge: Bridge = {
  invoke: (name, ...input) => {
    if (!commands.has(name)) return Promise.resolve({ ok: false, code: 'input', detail: 'unknown command' })
    return ipcRenderer.invoke(name, input[0])
  },
  on: (name, listener) => {
    if (!events.has(name)) throw new Error(`unknown event ${name}`)
    // The event object stays here: it would hand `ipcRenderer` itself to the page.
    const forward = (_event: unknown, payload: Parameters<typeof listener>[0]) => listener(payload)
    ipcRenderer.on(name, forward)
    return () => void ipcRenderer.removeListener(name, forward)
  },
}

contextBridge.exposeInMainWorld('aftercall', bridge)
