/** Netstrings, the frames of ctrl_tcp: `5:hello,`. https://cr.yp.to/proto/netstrings.txt */

/** No event or call list comes near this. */
export const MAX_FRAME_BYTES = 65_536

const COLON = 0x3a
const COMMA = 0x2c

/** Makes a frame. */
export function encodeNetstring(text: string): Buffer {
  const bytes = Buffer.from(text)
  return Buffer.concat([Buffer.from(`${bytes.length}:`), bytes, Buffer.from(',')])
}

/**
 * Takes bytes as they come, several frames or half a one at a time. After anything that isn't a frame there is no
 * telling where the next one begins: the decoder stays `broken`, and the connection has to be made anew.
 */
export class NetstringDecoder {
  #rest: Buffer = Buffer.alloc(0)
  #broken = false

  get broken(): boolean {
    return this.#broken
  }

  /** The frames that are complete now. */
  push(chunk: Uint8Array): string[] {
    const frames: string[] = []
    if (this.#broken) return frames
    this.#rest = Buffer.concat([this.#rest, chunk])
    for (let frame = this.#take(); frame !== undefined; frame = this.#take()) frames.push(frame)
    return frames
  }

  #take(): string | undefined {
    if (this.#broken || this.#rest.length === 0) return undefined
    const longest = String(MAX_FRAME_BYTES).length
    const colon = this.#rest.subarray(0, longest + 1).indexOf(COLON)
    const digits = this.#rest.subarray(0, colon === -1 ? longest + 1 : colon).toString('latin1')
    const isLength = /^(?:0|[1-9]\d*)$/.test(digits)
    if (colon === -1) {
      if (!isLength || digits.length > longest) this.#break()
      return undefined
    }
    const length = Number(digits)
    if (!isLength || length > MAX_FRAME_BYTES) return this.#break()
    const end = colon + 1 + length
    if (this.#rest.length <= end) return undefined
    if (this.#rest[end] !== COMMA) return this.#break()
    const frame = this.#rest.subarray(colon + 1, end).toString('utf8')
    this.#rest = this.#rest.subarray(end + 1)
    return frame
  }

  #break(): undefined {
    this.#broken = true
    this.#rest = Buffer.alloc(0)
  }
}
