/** What is answered where there is no request yet: bytes that aren't HTTP, heads that are too large or too late. */
import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Answer } from '../api/answer.ts'
import { refuse } from '../api/problems.ts'
import { ALWAYS } from './send.ts'

/** Answers a connection whose request Node's parser has refused, and closes it. */
export function refuseConnection(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy(error)
    return
  }
  endWith(socket, refusalOf(error.code))
}

/** A tunnel is none of our business. */
export function refuseTunnel(socket: Duplex): void {
  endWith(
    socket,
    refuse({ code: 'method-not-allowed', detail: 'This is not a proxy.', allow: 'GET, POST, HEAD, OPTIONS' }),
  )
}

function refusalOf(code: string | undefined): Answer {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return refuse({ code: 'request-timeout', detail: 'The request did not come in time.' })
    case 'HPE_HEADER_OVERFLOW':
      return refuse({
        code: 'invalid-request',
        status: 431,
        detail: 'The address and the headers of the request are too long.',
      })
    default:
      return refuse({ code: 'invalid-request', detail: 'This is not an HTTP request that is read here.' })
  }
}

function endWith(socket: Duplex, { status, type, headers, body }: Answer): void {
  const text = typeof body === 'string' ? body : ''
  const fields = [
    ...ALWAYS,
    ...headers,
    'content-type',
    type,
    'content-length',
    String(Buffer.byteLength(text)),
    'connection',
    'close',
    'date',
    new Date().toUTCString(),
  ]
  const lines = Array.from(
    { length: fields.length / 2 },
    (_, place) => `${fields[2 * place]}: ${fields[2 * place + 1]}`,
  )
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Error'}\r\n${lines.join('\r\n')}\r\n\r\n${text}`,
    () => socket.destroy(),
  )
}
