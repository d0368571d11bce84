/** Reads the body of a request: bounded as sent, bounded again while it is unpacked, UTF-8, JSON. */
import { isUtf8 } from 'node:buffer'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { gunzipSync, zstdDecompressSync, constants } from 'node:zlib'
import type { Refusal } from './problems.ts'

export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal }

/** Bytes of bodies that are held at one time, of all requests together. */
export class BodyBudget {
  readonly #most: number
  #held = 0

  /** @param most bytes */
  constructor(most: number) {
    this.#most = most
  }

  get held(): number {
    return this.#held
  }

  /** @returns whether there was room for it; nothing is taken otherwise */
  take(bytes: number): boolean {
    if (this.#held + bytes > this.#most) return false
    this.#held += bytes
    return true
  }

  giveBack(bytes: number): void {
    this.#held -= bytes
  }
}

/** Windows larger than this are not what RFC 9659 allows on the wire, and would cost their size in memory. */
const ZSTD_WINDOW_LOG = 23

/** Not a part of the protocol, so the rest of it isn't read even to throw it away. */
export const MOST_DISCARDED_BYTES = 16 * 1024 * 1024

const isTooLarge = (limit: number): Refusal => ({
  code: 'body-too-large',
  detail: `The body is larger than ${limit} bytes.`,
})
const unreadable = (detail: string): Refusal => ({ code: 'invalid-request', detail })

/**
 * The body as a JSON value.
 * @param limit bytes, of the body as it was sent and as it is unpacked
 */
export function readJson(
  request: IncomingMessage,
  response: ServerResponse,
  limit: number,
  budget: BodyBudget,
): Promise<Read<unknown>> {
  const encoding = request.headers['content-encoding'] ?? 'identity'
  if (!isEncoding(encoding))
    return refused({
      code: 'unsupported-media-type',
      detail: 'Content-Encoding may be gzip, zstd or identity.',
      errors: [{ at: 'Content-Encoding', detail: 'Not one that is read here.' }],
    })
  if (Number(request.headers['content-length'] ?? 0) > limit) return refused(isTooLarge(limit))
  // Who asks first whether the body is wanted hears so only now, after the token was looked at.
  if (request.headers.expect !== undefined) response.writeContinue()
  return readBytes(request, limit, budget, (bytes) => parseBody(bytes, encoding, limit))
}

function refused(refusal: Refusal): Promise<Read<never>> {
  return Promise.resolve({ ok: false, refusal })
}

function parseBody(bytes: Buffer, encoding: Encoding, limit: number): Read<unknown> {
  const unpacked = unpack(bytes, encoding, limit)
  if (!unpacked.ok) return unpacked
  // A decoder would put U+FFFD into what it can't read, and a record would be kept that nobody has written.
  if (!isUtf8(unpacked.value)) return { ok: false, refusal: unreadable('The body is not UTF-8.') }
  try {
    const value: unknown = JSON.parse(unpacked.value.toString('utf8'))
    return { ok: true, value }
  } catch {
    return { ok: false, refusal: unreadable('The body is not JSON.') }
  }
}

/** Whether the request says that it brings a body. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

/** @param parse what becomes of the bytes when all are there */
function readBytes<T>(
  request: IncomingMessage,
  limit: number,
  budget: BodyBudget,
  parse: (bytes: Buffer) => Read<T>,
): Promise<Read<T>> {
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = []
    let size = 0
    let isDone = false
    const done = (): void => {
      isDone = true
      chunks = []
      budget.giveBack(size)
    }
    const refuse = (refusal: Refusal): void => {
      done()
      resolve({ ok: false, refusal })
    }
    const onGone = (): void => {
      // Nobody is there to read it; it is the result all the same.
      if (!isDone) refuse(unreadable('The body ended before its end.'))
    }
    request.on('error', onGone).on('close', onGone)
    request.on('data', (chunk: Buffer) => {
      // What comes after a refusal is thrown away.
      if (isDone) return
      if (size + chunk.length > limit) refuse(isTooLarge(limit))
      else if (budget.take(chunk.length)) {
        size += chunk.length
        chunks.push(chunk)
      } else refuse({ code: 'busy', detail: 'Too many bodies at once.', retryAfterS: 2 })
    })
    request.on('end', () => {
      if (isDone) return
      const [first] = chunks
      const bytes = chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks, size)
      done()
      try {
        resolve(parse(bytes))
      } catch (error) {
        reject(error)
      }
    })
  })
}

const ENCODINGS = ['identity', 'gzip', 'zstd'] as const
type Encoding = (typeof ENCODINGS)[number]

function isEncoding(text: string): text is Encoding {
  return ENCODINGS.some((encoding) => encoding === text)
}

/** Synchronous: at most `limit` bytes come out, which takes less than handing them to another thread. */
function unpack(bytes: Buffer, encoding: Encoding, limit: number): Read<Buffer> {
  if (encoding === 'identity') return { ok: true, value: bytes }
  try {
    const value =
      encoding === 'gzip'
        ? gunzipSync(bytes, { maxOutputLength: limit })
        : zstdDecompressSync(bytes, {
            maxOutputLength: limit,
            params: { [constants.ZSTD_d_windowLogMax]: ZSTD_WINDOW_LOG },
          })
    return { ok: true, value }
  } catch (error) {
    const tooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
    return {
      ok: false,
      refusal: tooLarge ? isTooLarge(limit) : unreadable(`The body is not what ${encoding} makes.`),
    }
  }
}
