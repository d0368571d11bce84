/** Electron's `protocol` and `net`: the app serves its own pages, and fetches as Node does. */
import { strict } from '../strict.ts'
import { fetchAsElectron } from './fetch.ts'
import { schemes } from './wire-url.ts'

type Handler = (request: GlobalRequest) => GlobalResponse | Promise<GlobalResponse>

const handlers = new Map<string, Handler>()

/** Who answers for this address, if the app does. */
export function handlerFor(url: string): Handler | undefined {
  return handlers.get(url.slice(0, url.indexOf(':')))
}

export const protocol = strict('protocol', {
  registerSchemesAsPrivileged(list: Electron.CustomScheme[]): void {
    for (const { scheme } of list) schemes.add(scheme)
  },
  handle(scheme: string, handler: Handler): void {
    if (handlers.has(scheme)) throw new Error(`The scheme '${scheme}' has been registered`)
    handlers.set(scheme, handler)
    schemes.add(scheme)
  },
  unhandle: (scheme: string): void => void handlers.delete(scheme),
  isProtocolHandled: (scheme: string): boolean => handlers.has(scheme),
} satisfies Partial<Electron.Protocol>)

export const net = strict('net', {
  online: true,
  isOnline: () => true,
  fetch: (input: string | GlobalRequest, init?: RequestInit) => fetchAsElectron(input, init),
} satisfies Partial<Electron.Net>)
