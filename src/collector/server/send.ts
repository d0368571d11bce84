/** Puts an answer onto the wire. Written straight to Node's response: nothing between adds to the bytes or the time. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable, type Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip, createZstdCompress, gzipSync, zstdCompressSync } from 'node:zlib'
import type { Answer } from '../api/answer.ts'
import { MOST_DISCARDED_BYTES } from '../api/body.ts'

/** On every answer: nobody keeps it, nobody guesses at its type, nobody shows it as a page. */
export const ALWAYS: readonly string[] = [
  'cache-control',
  'no-store',
  'x-content-type-options',
  'nosniff',
  'content-security-policy',
  "default-src 'none'; frame-ancestors 'none'",
]

/** Smaller answers aren't worth the compression. */
const LEAST_COMPRESSED = 1_400

/**
 * Sends it. Resolves when it was handed to the system, or the client has gone; rejects when the answer itself failed
 * half-way, whose connection is then cut.
 * @param last nothing more is answered on this connection
 */
export function send(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  last: boolean,
): Promise<void> | undefined {
  if (response.headersSent || response.destroyed) return undefined
  const { status, type, headers, body, compressible } = answer
  const head = [...ALWAYS, ...headers]
  if (type !== '') head.push('content-type', type)
  if (last || isHopeless(request)) head.push('connection', 'close')
  if (typeof body !== 'string') return stream(request, response, answer, head)
  if (compressible === true && body.length >= LEAST_COMPRESSED) {
    const packed = pack(body, encodingFor(request))
    head.push('vary', 'accept-encoding')
    if (packed !== undefined) {
      head.push('content-encoding', packed.encoding, 'content-length', String(packed.bytes.length))
      response.writeHead(status, head)
      response.end(packed.bytes)
      return undefined
    }
  }
  // A 204 has no length by definition (RFC 9110, 8.6).
  if (status !== 204) head.push('content-length', String(Buffer.byteLength(body)))
  response.writeHead(status, head)
  response.end(body)
  return undefined
}

/** A body that was announced and is too long even to be thrown away. */
function isHopeless({ headers }: IncomingMessage): boolean {
  const length = headers['content-length']
  return length !== undefined && Number(length) > MOST_DISCARDED_BYTES
}

async function stream(
  request: IncomingMessage,
  response: ServerResponse,
  { status, body, compressible }: Answer,
  head: string[],
): Promise<void> {
  const encoding = compressible === true ? encodingFor(request) : undefined
  head.push('vary', 'accept-encoding')
  if (encoding !== undefined) head.push('content-encoding', encoding)
  response.writeHead(status, head)
  const source = Readable.from(body, { objectMode: false })
  try {
    if (encoding === undefined) await pipeline(source, response)
    else await pipeline(source, compressor(encoding), response)
  } catch (error) {
    response.destroy()
    if (!isGone(error)) throw error
  }
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'
}

type Encoding = 'zstd' | 'gzip'

function compressor(encoding: Encoding): Transform {
  return encoding === 'zstd' ? createZstdCompress() : createGzip()
}

function pack(
  body: string,
  encoding: Encoding | undefined,
): { readonly bytes: Buffer; readonly encoding: Encoding } | undefined {
  if (encoding === undefined) return undefined
  return { bytes: encoding === 'zstd' ? zstdCompressSync(body) : gzipSync(body), encoding }
}

/** The better of those that the client names and doesn't rule out; a wildcard is no reason to try. */
function encodingFor(request: IncomingMessage): Encoding | undefined {
  const accepted = new Set(
    (request.headers['accept-encoding'] ?? '')
      .toLowerCase()
      .split(',')
      .filter((item) => !/;\s*q=0(\.0*)?\s*$/.test(item))
      .map((item) => item.split(';')[0]?.trim()),
  )
  return (['zstd', 'gzip'] as const).find((encoding) => accepted.has(encoding))
}
