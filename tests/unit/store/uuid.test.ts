import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { createUuidV7, uuidBytes, uuidText } from '../../../src/main/store/uuid.ts'
import { z } from '../../../src/shared/zod.ts'

describe('createUuidV7', () => {
  it('gives UUIDs of version 7 that begin with the time', () => {
    const id = createUuidV7(() => 0x0192_3456_789a)()
    expect(z.uuidv7().parse(id)).toBe(id)
    expect(id.slice(0, 14)).toBe('01923456-789a-')
  })

  it('counts upwards within a millisecond, and when the clock goes backwards', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 2, maxLength: 200 }), (times) => {
        let n = 0
        const next = createUuidV7(() => 1_795_290_404_000 + (times[n++] ?? 0))
        const ids = times.map(() => next())
        expect(ids).toEqual([...new Set(ids)].sort())
      }),
    )
  })

  it('goes on into the next millisecond when one is used up', () => {
    const next = createUuidV7(() => 1_795_290_404_000)
    const ids = Array.from({ length: 10_000 }, next)
    expect(ids).toEqual([...new Set(ids)].sort())
  })
})

describe('the 16 bytes', () => {
  it('are there and back the same', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        expect(uuidText(uuidBytes(id))).toBe(id)
      }),
    )
  })
})
