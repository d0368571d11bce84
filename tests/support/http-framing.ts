/** Where an HTTP/1.1 message ends in a stream of bytes: enough to hold, repeat and cut whole messages. */

const HEAD_END = Buffer.from('\r\n\r\n')

export interface HttpMessage {
  /** Head and body, as they came. */
  readonly bytes: Buffer
  /** Bytes of the head, the empty line included. */
  readonly headLength: number
  /** `POST /v1/events HTTP/1.1` or `HTTP/1.1 200 OK`. */
  readonly firstLine: string
}

/** The first message of `bytes`; `undefined` while it isn't complete. */
export function firstMessage(bytes: Buffer): HttpMessage | undefined {
  const headEnd = bytes.indexOf(HEAD_END)
  if (headEnd === -1) return undefined
  const headLength = headEnd + HEAD_END.length
  const head = bytes.toString('latin1', 0, headEnd)
  const end = bodyEnd(bytes, headLength, head)
  if (end === undefined || bytes.length < end) return undefined
  return { bytes: bytes.subarray(0, end), headLength, firstLine: head.slice(0, head.indexOf('\r\n')) }
}

export function headerOf(message: HttpMessage, name: string): string | undefined {
  return valueOf(message.bytes.toString('latin1', 0, message.headLength), name)
}

/** The body with its chunks joined. */
export function bodyOf(message: HttpMessage): Buffer {
  const body = message.bytes.subarray(message.headLength)
  if (!isChunked(message.bytes.toString('latin1', 0, message.headLength))) return body
  const parts: Buffer[] = []
  for (let at = 0; ;) {
    const line = body.indexOf('\r\n', at)
    const size = Number.parseInt(body.toString('latin1', at, line), 16)
    if (size === 0) return Buffer.concat(parts)
    parts.push(body.subarray(line + 2, line + 2 + size))
    at = line + 2 + size + 2
  }
}

function bodyEnd(bytes: Buffer, start: number, head: string): number | undefined {
  if (!isChunked(head)) return start + Number(valueOf(head, 'content-length') ?? 0)
  for (let at = start; ;) {
    const line = bytes.indexOf('\r\n', at)
    if (line === -1) return undefined
    const size = Number.parseInt(bytes.toString('latin1', at, line), 16)
    // The last chunk is followed by trailers, of which nobody here has any, and an empty line.
    if (size === 0) return line + 4
    at = line + 2 + size + 2
    if (at > bytes.length) return undefined
  }
}

function isChunked(head: string): boolean {
  return valueOf(head, 'transfer-encoding')?.toLowerCase() === 'chunked'
}

function valueOf(head: string, name: string): string | undefined {
  const line = head.split('\r\n').find((one) => one.toLowerCase().startsWith(`${name}:`))
  return line?.slice(name.length + 1).trim()
}
