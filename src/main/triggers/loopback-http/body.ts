/** Reads the body of a request: small, UTF-8, JSON. */
import type { IncomingMessage } from 'node:http'
import type { Refusal } from './gate.ts'

export const MAX_BODY_BYTES = 8_192
/** A body that is too large is read up to here: who is cut off while sending never sees why. */
const MAX_DRAIN_BYTES = 262_144

const TOO_LARGE: Refusal = {
  status: 413,
  code: 'too-large',
  detail: `The body is larger than ${MAX_BODY_BYTES} bytes.`,
}
const BAD_JSON: Refusal = { status: 400, code: 'bad-json', detail: 'The body is not JSON in UTF-8.' }

export type Body =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly refusal: Refusal }

/** Reads and parses. Never keeps more than the limit, whatever length was announced. */
export async function readJson(request: IncomingMessage): Promise<Body> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_DRAIN_BYTES)
    return { ok: false, refusal: TOO_LARGE }
  const chunks: Buffer[] = []
  let size = 0
  // `destroyOnReturn` would cut the connection before the refusal is out.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size > MAX_DRAIN_BYTES) break
    if (size <= MAX_BODY_BYTES) chunks.push(bytes)
  }
  if (size > MAX_BODY_BYTES) return { ok: false, refusal: TOO_LARGE }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
    const value: unknown = JSON.parse(text)
    return { ok: true, value }
  } catch {
    return { ok: false, refusal: BAD_JSON }
  }
}
