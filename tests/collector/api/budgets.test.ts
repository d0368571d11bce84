import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addressKey } from '../../../src/collector/api/address-key.ts'
import { Buckets, fullBucket, take } from '../../../src/collector/api/rate-limit.ts'

describe('A bucket', () => {
  test('never gives more than its burst and what has come in since, whatever the clock does', () => {
    const rate = { burst: 5, perSecond: 2 }
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -5_000, max: 5_000 }), { maxLength: 60 }), (steps) => {
        let now = 1_000_000
        const bucket = fullBucket(rate, now)
        let given = 0
        let forwardMs = 0
        for (const step of steps) {
          now += step
          forwardMs += Math.max(0, step)
          if (take(bucket, rate, now) === 0) given += 1
        }
        expect(given).toBeLessThanOrEqual(rate.burst + (forwardMs / 1000) * rate.perSecond)
      }),
    )
  })

  test('says after how many seconds there is enough again, and then there is', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        (burst, perSecond) => {
          const rate = { burst, perSecond }
          const bucket = fullBucket(rate, 0)
          for (let taken = 0; taken < burst; taken += 1) expect(take(bucket, rate, 0)).toBe(0)
          const waitS = take(bucket, rate, 0)
          expect(waitS).toBeGreaterThan(0)
          expect(take(bucket, rate, waitS * 1000)).toBe(0)
        },
      ),
    )
  })

  test('is kept for the newest keys only', () => {
    const buckets = new Buckets({ burst: 1, perSecond: 0.001 }, 3)
    for (const key of ['a', 'b', 'c']) expect(buckets.take(key, 0)).toBe(0)
    expect(buckets.take('a', 0)).toBeGreaterThan(0)
    expect(buckets.take('d', 0)).toBe(0)
    // b was the one not seen for longest.
    expect([buckets.take('a', 0) > 0, buckets.take('b', 0)]).toEqual([true, 0])
  })
})

describe('Addresses share a budget', () => {
  test.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:0DB8:0001:0002::1', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['1::', '1:0:0:0'],
    ['x'.repeat(9_000), 'x'.repeat(64)],
  ])('%s is %s', (address, key) => {
    expect(addressKey(address)).toBe(key)
  })
})
