/** `app://aftercall/…`: the only origin of our windows, serving the built pages and nothing else. */
import { protocol } from 'electron'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'

export const APP_SCHEME = 'app'
export const APP_ORIGIN = 'app://aftercall'

/** https://www.electronjs.org/docs/latest/tutorial/security#7-define-a-content-security-policy */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
}

/** Before `app` is ready: makes `app:` a standard, secure scheme, so that origins and CSP mean something. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, codeCache: true } },
  ])
}

/** Serves the files of `folder`. Anything else is 404: unknown types, other hosts, paths that lead out. */
export function serveApp(folder: string): void {
  protocol.handle(APP_SCHEME, async (request) => {
    const file = fileFor(request.url, folder)
    if (request.method !== 'GET' || file === undefined) return reply(404)
    try {
      return reply(200, await readFile(file.path), file.type)
    } catch {
      return reply(404)
    }
  })
}

/** The file behind an address, or `undefined` when there can't be one. */
export function fileFor(address: string, folder: string): { path: string; type: string } | undefined {
  const url = new URL(address)
  if (`${url.protocol}//${url.host}` !== APP_ORIGIN) return undefined
  let path: string
  try {
    path = normalize(join(folder, decodeURIComponent(url.pathname)))
  } catch {
    return undefined
  }
  const type = MEDIA_TYPES[extname(path)]
  return path.startsWith(folder + sep) && !path.includes('\0') && type !== undefined
    ? { path, type }
    : undefined
}

function reply(status: number, body: Uint8Array<ArrayBuffer> | null = null, type = 'text/plain'): Response {
  return new Response(body, {
    status,
    headers: {
      'content-type': type,
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-cache',
    },
  })
}
