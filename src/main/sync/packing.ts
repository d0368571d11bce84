/** Packing of what is sent. */
import { promisify } from 'node:util'
import { gzip, zstdCompress } from 'node:zlib'

/** Best first. An endpoint that answers 415 gets the next one from then on. */
export const ENCODINGS = ['zstd', 'gzip', 'identity'] as const
export type Encoding = (typeof ENCODINGS)[number]

/** Below this, packing saves less than it costs. */
const WORTH_BYTES = 1024

const pack = {
  zstd: promisify(zstdCompress),
  gzip: promisify(gzip),
} as const

export interface Packed {
  readonly encoding: Encoding
  readonly body: Uint8Array<ArrayBuffer>
}

/** Packs a text, in a thread of libuv's. */
export async function packed(text: string, encoding: Encoding): Promise<Packed> {
  const plain = new TextEncoder().encode(text)
  if (encoding === 'identity' || plain.byteLength < WORTH_BYTES) return { encoding: 'identity', body: plain }
  return { encoding, body: new Uint8Array(await pack[encoding](plain)) }
}

export function nextEncoding(encoding: Encoding): Encoding | undefined {
  return ENCODINGS[ENCODINGS.indexOf(encoding) + 1]
}
