/**
 * SQLite's record format, read defensively: https://sqlite.org/fileformat.html, sections 1.6 and 2.1. Whatever doesn't
 * fit gives `undefined`; nothing here throws on damaged bytes.
 */

export type Value = null | number | string | Buffer

export interface DecodedRecord {
  readonly values: readonly Value[]
  /** A text held bytes that aren't UTF-8; they became U+FFFD. */
  readonly mangled: boolean
}

/** A big-endian variable-length integer of up to nine bytes, as far as a double is exact. */
export function readVarint(bytes: Buffer, offset: number): { value: number; next: number } | undefined {
  let value = 0
  for (let i = 0; i < 9; i++) {
    const byte = bytes[offset + i]
    if (byte === undefined) return undefined
    if (i === 8) return { value: value * 256 + byte, next: offset + 9 }
    value = value * 128 + (byte & 0x7f)
    if (byte < 0x80) return { value, next: offset + i + 1 }
  }
  return undefined
}

/** Decodes the payload of a cell into its columns. */
export function decodeRecord(payload: Buffer): DecodedRecord | undefined {
  const header = readVarint(payload, 0)
  if (header === undefined || header.value > payload.length) return undefined
  const values: Value[] = []
  let mangled = false
  let at = header.next
  let body = header.value
  while (at < header.value) {
    const type = readVarint(payload, at)
    if (type === undefined || type.next > header.value) return undefined
    const size = sizeOfType(type.value)
    if (size === undefined || body + size > payload.length) return undefined
    const bytes = payload.subarray(body, body + size)
    if (type.value >= 13 && type.value % 2 === 1) {
      const text = bytes.toString('utf8')
      mangled ||= text.includes('\uFFFD')
      values.push(text)
    } else values.push(valueOf(type.value, bytes))
    at = type.next
    body += size
  }
  // A record that is cut or has bytes left over is another one's, or none.
  return body === payload.length ? { values, mangled } : undefined
}

function sizeOfType(type: number): number | undefined {
  if (type >= 12) return Math.floor((type - 12) / 2)
  return [0, 1, 2, 3, 4, 6, 8, 8, 0, 0][type]
}

function valueOf(type: number, bytes: Buffer): Value {
  if (type >= 12) return Buffer.from(bytes)
  switch (type) {
    case 0:
      return null
    case 6:
      return Number(bytes.readBigInt64BE())
    case 7:
      return bytes.readDoubleBE()
    case 8:
      return 0
    case 9:
      return 1
    default:
      return bytes.readIntBE(0, bytes.length)
  }
}
