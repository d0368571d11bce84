/** Electron's `protocol` and `net`: the app serves its own pages, and fetches as Node does. */
import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { strict } from '../strict.ts'
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

const CONTENT_TYPES: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mjs': 'text/javascript',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
  '.woff2': 'font/woff2',
}

async function fetchFile(url: string): Promise<GlobalResponse> {
  const file = fileURLToPath(url)
  const type = CONTENT_TYPES[extname(file)] ?? 'application/octet-stream'
  try {
    return new Response(await readFile(file), { headers: { 'content-type': type } })
  } catch {
    throw new Error('net::ERR_FILE_NOT_FOUND')
  }
}

export const net = strict('net', {
  online: true,
  isOnline: () => true,
  fetch(input: string | GlobalRequest, init?: RequestInit): Promise<GlobalResponse> {
    const url = typeof input === 'string' ? input : input.url
    return url.startsWith('file:') ? fetchFile(url) : fetch(input, init)
  },
} satisfies Partial<Electron.Net>)
