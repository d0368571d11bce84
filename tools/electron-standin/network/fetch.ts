/** Electron's `net.fetch` and `session.fetch` by Node's own, with the errors that Chromium would give. */
import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'

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

/** Codes of Node, OpenSSL and undici, and what Chromium calls the same. */
const CHROMIUM_NAMES: readonly (readonly [RegExp, string])[] = [
  [/^(ENOTFOUND|EAI_AGAIN)$/, 'net::ERR_NAME_NOT_RESOLVED'],
  [/^ECONNREFUSED$/, 'net::ERR_CONNECTION_REFUSED'],
  [/^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, 'net::ERR_CONNECTION_RESET'],
  [/^(ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/, 'net::ERR_CONNECTION_TIMED_OUT'],
  [/^(ENETUNREACH|EHOSTUNREACH|ENETDOWN)$/, 'net::ERR_ADDRESS_UNREACHABLE'],
  [/^CERT_HAS_EXPIRED$/, 'net::ERR_CERT_DATE_INVALID'],
  [/^ERR_TLS_CERT_ALTNAME_INVALID$/, 'net::ERR_CERT_COMMON_NAME_INVALID'],
  [/CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)/, 'net::ERR_CERT_AUTHORITY_INVALID'],
  [/^ERR_SSL_|^EPROTO$/, 'net::ERR_SSL_PROTOCOL_ERROR'],
]

function asChromium(error: unknown, mode: string | undefined): unknown {
  if (!(error instanceof TypeError) || !(error.cause instanceof Error)) return error
  const { cause } = error
  if (mode === 'error' && cause.message === 'unexpected redirect')
    return new Error("Attempted to redirect, but redirect policy was 'error'")
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : ''
  const name = CHROMIUM_NAMES.find(([pattern]) => pattern.test(code))?.[1] ?? 'net::ERR_FAILED'
  return new Error(name, { cause })
}

export async function fetchAsElectron(
  input: string | GlobalRequest,
  init: RequestInit = {},
  userAgent?: string,
): Promise<GlobalResponse> {
  const url = typeof input === 'string' ? input : input.url
  if (url.startsWith('file:')) return fetchFile(url)
  const headers = new Headers(init.headers)
  if (userAgent !== undefined && !headers.has('user-agent')) headers.set('user-agent', userAgent)
  try {
    return await fetch(input, { ...init, headers })
  } catch (error) {
    throw asChromium(error, init.redirect)
  }
}
