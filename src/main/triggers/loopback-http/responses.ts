/** Answers of the loopback door. Every one carries the headers that keep a browser from making use of it. */
import type { ServerResponse } from 'node:http'
import type { Refusal } from './gate.ts'

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  421: 'Misdirected Request',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  500: 'Internal Server Error',
}

/** On every answer. One request a connection: nothing lingers, and a time-out is simply the connection's age. */
const ALWAYS = {
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  connection: 'close',
} as const

/** RFC 9457. `field` names what is wrong in the body. */
export function problemOf(refusal: Refusal, field?: string): string {
  return JSON.stringify({
    type: `urn:aftercall:problem:${refusal.code}`,
    title: TITLES[refusal.status] ?? 'Error',
    status: refusal.status,
    detail: refusal.detail,
    ...(field === undefined ? {} : { field }),
  })
}

/** Sends a refusal. */
export function sendRefusal(
  response: ServerResponse,
  refusal: Refusal,
  cors: Readonly<Record<string, string>>,
  field?: string,
): void {
  if (response.headersSent || response.destroyed) return
  const body = problemOf(refusal, field)
  response.writeHead(refusal.status, {
    ...ALWAYS,
    ...cors,
    ...refusal.headers,
    'content-type': 'application/problem+json',
    'content-length': Buffer.byteLength(body),
  })
  response.end(body)
}

/** Sends an answer without a body: 202, 204. */
export function sendEmpty(
  response: ServerResponse,
  status: 202 | 204,
  cors: Readonly<Record<string, string>>,
): void {
  if (response.headersSent || response.destroyed) return
  // A 204 has no length by definition (RFC 9110, 8.6).
  response.writeHead(status, { ...ALWAYS, ...cors, ...(status === 204 ? {} : { 'content-length': 0 }) })
  response.end()
}

/** The bytes of a refusal for what isn't HTTP, or not in time: there is no response object then. */
export function rawRefusal(refusal: Refusal): string {
  const body = problemOf(refusal)
  const headers = Object.entries({
    ...ALWAYS,
    'content-type': 'application/problem+json',
    'content-length': Buffer.byteLength(body),
  })
  const lines = headers.map(([name, value]) => `${name}: ${value}`)
  return `HTTP/1.1 ${refusal.status} ${TITLES[refusal.status] ?? 'Error'}\r\n${lines.join('\r\n')}\r\n\r\n${body}`
}
