import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  MAX_FRAME_BYTES,
  NetstringDecoder,
  encodeNetstring,
} from '../../../src/main/triggers/baresip/netstring.ts'

/** Pushes the bytes in pieces that end where `cuts` say. */
function decodeInPieces(bytes: Buffer, cuts: readonly number[]): { frames: string[]; broken: boolean } {
  const decoder = new NetstringDecoder()
  const ends = [...new Set(cuts.map((cut) => cut % (bytes.length + 1))), bytes.length].sort((a, b) => a - b)
  const frames: string[] = []
  let from = 0
  for (const end of ends) {
    frames.push(...decoder.push(bytes.subarray(from, end)))
    from = end
  }
  return { frames, broken: decoder.broken }
}

describe('netstrings', () => {
  it('come out as they went in, however the bytes were cut up or put together', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme', maxLength: 300 })),
        fc.array(fc.nat(100_000)),
        (texts, cuts) => {
          const bytes = Buffer.concat(texts.map(encodeNetstring))
          expect(decodeInPieces(bytes, cuts)).toEqual({ frames: texts, broken: false })
        },
      ),
    )
  })

  it('never throw, whatever bytes come, and never keep more than a frame', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), fc.array(fc.nat(500)), (bytes, cuts) => {
        const { frames } = decodeInPieces(Buffer.from(bytes), cuts)
        expect(frames.every((frame) => frame.length <= MAX_FRAME_BYTES)).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })

  it('give the same frames for the same bytes, however they were cut up', () => {
    const piece = fc.oneof(
      fc.string({ maxLength: 20 }).map((text) => encodeNetstring(text)),
      fc.uint8Array({ maxLength: 4 }).map((bytes) => Buffer.from(bytes)),
    )
    fc.assert(
      fc.property(fc.array(piece), fc.array(fc.nat(500)), (pieces, cuts) => {
        const bytes = Buffer.concat(pieces)
        expect(decodeInPieces(bytes, cuts)).toEqual(decodeInPieces(bytes, []))
      }),
      { numRuns: 2_000 },
    )
  })

  it.each([
    ['no length', ':x,'],
    ['a word', 'GET / HTTP/1.1\r\n'],
    ['a length with a leading zero', '05:hello,'],
    ['a negative length', '-1:,'],
    ['a wrong end', '5:hello;'],
    ['a length over the limit', `${MAX_FRAME_BYTES + 1}:`],
    ['a length without end', '9'.repeat(20)],
    ['white space', ' 5:hello,'],
  ])('with %s break the stream for good', (_, text) => {
    const decoder = new NetstringDecoder()
    expect(decoder.push(Buffer.from(text))).toEqual([])
    expect(decoder.broken).toBe(true)
    expect(decoder.push(encodeNetstring('{}'))).toEqual([])
  })

  it('take the frames before the one that is broken', () => {
    const decoder = new NetstringDecoder()
    expect(decoder.push(Buffer.from('1:a,1:b,x'))).toEqual(['a', 'b'])
    expect(decoder.broken).toBe(true)
  })

  it('may be empty, and as long as the limit', () => {
    const decoder = new NetstringDecoder()
    expect(decoder.push(Buffer.from('0:,'))).toEqual([''])
    expect(decoder.push(encodeNetstring('x'.repeat(MAX_FRAME_BYTES)))).toHaveLength(1)
  })
})
