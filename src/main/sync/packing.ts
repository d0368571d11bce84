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

/** A text as it travels. */
export interface Parcel {
  readonly text: string
  /** As it was asked for; a short text is never packed. */
  readonly wanted: Encoding
  readonly encoding: Encoding
  readonly body: Uint8Array<ArrayBuffer>
}

/** Packs a text, in a thread of libuv's. */
export async function packed(text: string, wanted: Encoding): Promise<Parcel> {
  const plain = new TextEncoder().encode(text)
  if (wanted === 'identity' || plain.byteLength < WORTH_BYTES)
    return { text, wanted, encoding: 'identity', body: plain }
  return { text, wanted, encoding: wanted, body: new Uint8Array(await pack[wanted](plain)) }
}

export function nextEncoding(encoding: Encoding): Encoding | undefined {
  return ENCODINGS[ENCODINGS.indexOf(encoding) + 1]
}
