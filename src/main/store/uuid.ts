/** UUIDs of version 7: sortable by time, as text in the program and as 16 bytes in the database. */
import { randomBytes } from 'node:crypto'

const COUNTER_BITS = 12
const COUNTER_END = 1 << COUNTER_BITS

/**
 * A generator of UUIDv7 (RFC 9562, section 5.7) that is monotonic as long as it lives: within a millisecond `rand_a`
 * counts up from a random start (section 6.2, method 1), and a clock that goes backwards is not followed.
 * `crypto.randomUUIDv7` isn't monotonic within a millisecond and has no clock parameter.
 */
export function createUuidV7(now: () => number): () => string {
  let time = -1
  let counter = 0
  return () => {
    const random = randomBytes(10)
    const clock = Math.max(0, Math.trunc(now()))
    if (clock > time) {
      time = clock
      // The top bit starts at zero, so that there is room to count.
      counter = random.readUInt16BE(8) % (COUNTER_END / 2)
    } else if (++counter === COUNTER_END) {
      time += 1
      counter = 0
    }
    const bytes = Buffer.alloc(16)
    bytes.writeUIntBE(time, 0, 6)
    bytes.writeUInt16BE(0x7000 | counter, 6)
    random.copy(bytes, 8, 0, 8)
    bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
    return uuidText(bytes)
  }
}

/** The 16 bytes of a UUID in its usual text form. */
export function uuidText(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** The 16 bytes of a UUID; text that isn't one gives another length, which no row has. */
export function uuidBytes(text: string): Buffer {
  return Buffer.from(text.replaceAll('-', ''), 'hex')
}
