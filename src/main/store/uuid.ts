/** UUIDs of version 7: sortable by day, as text in the program and as 16 bytes in the database. */
import { randomBytes } from 'node:crypto'

/** Below and above every UUIDv7. */
export const LOWEST_ID = '00000000-0000-0000-0000-000000000000'
export const HIGHEST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

const DAY_MS = 24 * 60 * 60 * 1000
const COUNTER_END = 2 ** 32
/** How far an id may be from the one before it: far enough to hide how many came between. */
const STEP = 65_536

/**
 * A generator of UUIDv7 (RFC 9562, section 5.7) whose time is that of the day (UTC): ids leave the computer, and the
 * moment of an interaction never does. It is monotonic as long as it lives: within a day 32 bits count up in random
 * steps from a random start (section 6.2, methods 1 and 2), the other 42 are random, and a clock that goes backwards is
 * not followed.
 * @param latest an id that all of these come after, for instance the highest of the last run
 */
export function createUuidV7(
  now: () => number,
  latest?: string,
  bytesAtRandom: (size: number) => Buffer = randomBytes,
): () => string {
  let { day, counter } = latest === undefined ? { day: -1, counter: 0 } : placeOf(uuidBytes(latest))
  return () => {
    const random = bytesAtRandom(14)
    const today = Math.floor(Math.max(0, now()) / DAY_MS)
    if (today > day) {
      day = today
      // The top bit starts at zero, so that there is room to count.
      counter = random.readUInt32BE(10) % (COUNTER_END / 2)
    } else {
      counter += 1 + (random.readUInt32BE(10) % STEP)
      if (counter >= COUNTER_END) {
        day += 1
        counter %= COUNTER_END / 2
      }
    }
    const bytes = Buffer.alloc(16)
    bytes.writeUIntBE(day * DAY_MS, 0, 6)
    // The version and 12 bits of the counter, the variant and 14 more, then its last six and what is random.
    bytes.writeUInt16BE(0x7000 | Math.floor(counter / 2 ** 20), 6)
    bytes.writeUInt16BE(0x8000 | (Math.floor(counter / 2 ** 6) % 2 ** 14), 8)
    random.copy(bytes, 10, 0, 6)
    bytes[10] = ((counter % 2 ** 6) << 2) | ((bytes[10] ?? 0) & 0x03)
    return uuidText(bytes)
  }
}

/** Where an id stands; one that was made with a finer time counts to the next day. */
function placeOf(id: Buffer): { readonly day: number; readonly counter: number } {
  const high = id.readUInt16BE(6) % 2 ** 12
  const middle = id.readUInt16BE(8) % 2 ** 14
  return {
    day: Math.ceil(id.readUIntBE(0, 6) / DAY_MS),
    counter: high * 2 ** 20 + middle * 2 ** 6 + (id.readUInt8(10) >> 2),
  }
}

/** The 16 bytes of a UUID in its usual text form. */
export function uuidText(bytes: Uint8Array): string {
  return uuidOfHex(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex'))
}

/** A UUID in its usual text form, from its 32 hexadecimal digits. */
export function uuidOfHex(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** The 16 bytes of a UUID; text that isn't one gives another length, which no row has. */
export function uuidBytes(text: string): Buffer {
  return Buffer.from(text.replaceAll('-', ''), 'hex')
}
