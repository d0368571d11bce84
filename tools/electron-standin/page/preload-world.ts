/**
 * The isolated world of a page: the `electron` module as a sandboxed preload sees it, then the preload
 * itself. `preloadWorld` travels as source text, so it may use nothing from outside itself but what it is
 * given.
 */
import type { Codec } from './codec.ts'
import type { BridgeSide, PageRequest } from './context-bridge.ts'

/** From the page to the main process. */
export type PageMessage =
  | { kind: 'invoke'; id: number; channel: string; args: unknown[] }
  | { kind: 'send'; channel: string; args: unknown[] }
  | { kind: 'request'; request: PageRequest }
  | { kind: 'preload-error'; message: string; stack: string }
  | { kind: 'dom-ready' }

/** From the main process to the page. */
export type HostMessage =
  | { kind: 'event'; channel: string; args: unknown[] }
  | { kind: 'reply'; id: number; ok: boolean; value: unknown }

/** What the page's scripts are made from. */
export interface PreloadConfig {
  path: string | undefined
  process: Record<string, unknown>
}

export type RunPreload = (
  require: (id: string) => unknown,
  module: { exports: unknown },
  exports: unknown,
  process: unknown,
  global: unknown,
  setImmediate: (work: (...args: unknown[]) => void, ...args: unknown[]) => unknown,
) => void

/** Sets up the isolated world and runs the preload in it. */
export function preloadWorld(
  config: PreloadConfig,
  codec: Codec,
  makeBridge: (onRequest: (request: PageRequest) => void) => BridgeSide,
  run: RunPreload | undefined,
): void {
  type Listener = (...args: unknown[]) => void
  type Pending = { channel: string; resolve(value: unknown): void; reject(error: Error): void }
  const world = globalThis as unknown as Record<string, (text: string) => void>
  const post = (message: PageMessage): void => world.standinSend?.(codec.encode(message))
  const bridge = makeBridge((request) => post({ kind: 'request', request }))

  // setWindowOpenHandler has to answer before a window exists, and Chromium only reports it afterwards: so
  // the ways to ask for one end here, in the last listener that a click can reach.
  const refuseWindow = (event: MouseEvent): void => {
    const link = (event.target as Element | null)?.closest?.('a[href]')
    if (!(link instanceof HTMLAnchorElement) || event.defaultPrevented) return
    const elsewhere = link.target !== '' && link.target !== '_self'
    if (!(elsewhere || event.button === 1 || event.ctrlKey || event.metaKey || event.shiftKey)) return
    event.preventDefault()
    post({ kind: 'request', request: { kind: 'open', url: link.href, frameName: link.target } })
  }
  addEventListener('click', refuseWindow)
  addEventListener('auxclick', refuseWindow)

  class Emitter {
    readonly #listeners = new Map<string, { listener: Listener; call: Listener }[]>()

    #add(event: string, listener: Listener, call: Listener): this {
      this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), { listener, call }])
      return this
    }
    on(event: string, listener: Listener): this {
      return this.#add(event, listener, listener)
    }
    addListener(event: string, listener: Listener): this {
      return this.on(event, listener)
    }
    once(event: string, listener: Listener): this {
      return this.#add(event, listener, (...args) => {
        this.off(event, listener)
        listener(...args)
      })
    }
    off(event: string, listener: Listener): this {
      const kept = [...(this.#listeners.get(event) ?? [])]
      const at = kept.findIndex((entry) => entry.listener === listener)
      if (at >= 0) kept.splice(at, 1)
      this.#listeners.set(event, kept)
      return this
    }
    removeListener(event: string, listener: Listener): this {
      return this.off(event, listener)
    }
    removeAllListeners(event?: string): this {
      if (event === undefined) this.#listeners.clear()
      else this.#listeners.delete(event)
      return this
    }
    listenerCount(event: string): number {
      return this.#listeners.get(event)?.length ?? 0
    }
    emit(event: string, ...args: unknown[]): boolean {
      const entries = this.#listeners.get(event) ?? []
      for (const { call } of entries) call(...args)
      return entries.length > 0
    }
  }

  const missing = (what: string) => (): never => {
    throw new Error(`electron stand-in: ${what} is not implemented`)
  }
  const pending = new Map<number, Pending>()
  let lastId = 0
  const ipcRenderer = Object.assign(new Emitter(), {
    send: (channel: string, ...args: unknown[]) => post({ kind: 'send', channel, args }),
    invoke: (channel: string, ...args: unknown[]) =>
      new Promise((resolve, reject) => {
        const id = ++lastId
        post({ kind: 'invoke', id, channel, args })
        pending.set(id, { channel, resolve, reject })
      }),
    sendSync: missing('ipcRenderer.sendSync'),
    sendToHost: missing('ipcRenderer.sendToHost'),
    postMessage: missing('ipcRenderer.postMessage'),
  })
  world.standinReceive = (text) => {
    const message = codec.decode(text) as HostMessage
    if (message.kind === 'event') {
      ipcRenderer.emit(message.channel, { sender: ipcRenderer, ports: [] }, ...message.args)
      return
    }
    const call = pending.get(message.id)
    pending.delete(message.id)
    if (message.ok) call?.resolve(message.value)
    else call?.reject(new Error(`Error invoking remote method '${call.channel}': ${String(message.value)}`))
  }

  const later = (work: (...args: unknown[]) => void, ...args: unknown[]): unknown =>
    setTimeout(work, 0, ...args)
  const electron = {
    ipcRenderer,
    contextBridge: {
      exposeInMainWorld: (key: string, api: unknown) => bridge.expose(key, api),
      exposeInIsolatedWorld: missing('contextBridge.exposeInIsolatedWorld'),
      executeInMainWorld: missing('contextBridge.executeInMainWorld'),
    },
  }
  const modules = new Map<string, unknown>([
    ['electron', electron],
    ['electron/renderer', electron],
    ['electron/common', electron],
    ['events', Object.assign(Emitter, { EventEmitter: Emitter })],
    ['timers', { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate: later }],
    ['url', { URL, URLSearchParams }],
  ])
  const require = (id: string): unknown => {
    const found = modules.get(id.replace(/^node:/, ''))
    if (!found) throw new Error(`module not found: ${id}`)
    return found
  }
  const process = Object.assign(new Emitter(), config.process, {
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
    isMainFrame: true,
    nextTick: (work: Listener, ...args: unknown[]) => queueMicrotask(() => work(...args)),
  })
  const module = { exports: {} }
  try {
    run?.(require, module, module.exports, process, globalThis, later)
  } catch (error) {
    const { message, stack = '' } = error instanceof Error ? error : new Error(String(error))
    post({ kind: 'preload-error', message, stack })
  }
  document.addEventListener('DOMContentLoaded', () => post({ kind: 'dom-ready' }))
}
