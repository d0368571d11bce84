import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { createUuidV7, uuidBytes, uuidText } from '../../../src/main/store/uuid.ts'
import { z } from '../../../src/shared/zod.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const NOON = Date.UTC(2026, 10, 23, 12)

describe('createUuidV7', () => {
  it('gives UUIDs of version 7 that begin with the day and say nothing of the time', () => {
    for (const at of [NOON, NOON + 1, NOON + 7 * 3_600_000]) {
      const id = createUuidV7(() => at)()
      expect(z.uuidv7().parse(id)).toBe(id)
      expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(Date.UTC(2026, 10, 23))
    }
  })

  it('counts upwards within a day, and when the clock goes backwards', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 2, maxLength: 200 }), (times) => {
        let n = 0
        const next = createUuidV7(() => NOON + ((times[n++] ?? 0) * DAY_MS) / 2)
        const ids = times.map(() => next())
        expect(ids).toEqual([...new Set(ids)].sort())
      }),
    )
  })

  it('does not tell by its steps how many came between, nor by its start how many there were', () => {
    const next = createUuidV7(() => NOON)
    const counters = Array.from({ length: 200 }, next).map(counterOf)
    const steps = counters.slice(1).map((counter, index) => counter - (counters[index] ?? 0))
    expect(new Set(steps).size).toBeGreaterThan(150)
    const starts = Array.from({ length: 200 }, () => counterOf(createUuidV7(() => NOON)()))
    expect(new Set(starts).size).toBe(200)
    expect(Math.max(...starts)).toBeLessThan(2 ** 31)
  })

  it('goes on after the highest id of the last run', () => {
    fc.assert(
      fc.property(fc.integer({ min: -3, max: 3 }), fc.integer({ min: 1, max: 50 }), (days, count) => {
        const earlier = Array.from(
          { length: count },
          createUuidV7(() => NOON),
        )
        const latest = earlier.at(-1) ?? ''
        const next = createUuidV7(() => NOON + days * DAY_MS, latest)
        expect(next() > latest).toBe(true)
      }),
    )
  })

  it('goes on into the next day when one is used up', () => {
    // The latest start and the longest steps.
    const next = createUuidV7(
      () => NOON,
      undefined,
      (size) => Buffer.alloc(size, 0xff),
    )
    const ids = Array.from({ length: 40_000 }, next)
    expect(ids.every((id, index) => index === 0 || id > (ids[index - 1] ?? ''))).toBe(true)
    expect(ids.at(-1)?.slice(0, 13)).not.toBe(ids[0]?.slice(0, 13))
    expect(z.uuidv7().safeParse(ids.at(-1)).success).toBe(true)
  })
})

/** The 32 bits that count. */
function counterOf(id: string): number {
  const hex = id.replaceAll('-', '')
  const [high, middle, low] = [hex.slice(13, 16), hex.slice(16, 20), hex.slice(20, 22)].map((part) =>
    Number.parseInt(part, 16),
  )
  return (high ?? 0) * 2 ** 20 + ((middle ?? 0) % 2 ** 14) * 2 ** 6 + ((low ?? 0) >> 2)
}

describe('the 16 bytes', () => {
  it('are there and back the same', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        expect(uuidText(uuidBytes(id))).toBe(id)
      }),
    )
  })
})
