import { array, assert, integer, nat, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRandom, shuffled } from '../../../src/shared/statistics/random.ts'

describe('seeded random numbers', () => {
  // sfc32 written anew in Python 3 with unbounded integers, state (0, seed, 0, 1), 16 rounds dropped.
  it.each([
    [1, [2026416846, 1661539736, 2729060721, 4156309426]],
    [0xffffffff, [2215341480, 276468999, 2997771941]],
  ])('of seed %i are those of sfc32', (seed, numbers) => {
    const random = createRandom(seed)
    expect(numbers.map(() => random() * 2 ** 32)).toEqual(numbers)
  })

  it('are spread evenly over 0 to 1', () => {
    const random = createRandom(2026)
    const bins = Array.from({ length: 10 }, () => 0)
    for (let i = 0; i < 100_000; i += 1) bins[Math.floor(random() * 10)]! += 1
    // Chi-square with 9 degrees of freedom; R 4.2.2: qchisq(.9999, 9) = 33.7.
    expect(bins.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0)).toBeLessThan(33.7)
  })

  it('refuse a seed that is no 32-bit number', () => {
    for (const seed of [-1, 1.5, 2 ** 32, Number.NaN]) expect(() => createRandom(seed)).toThrow(RangeError)
    expect(() => createRandom(-1)).toThrow('seed is -1')
  })

  it('put things in another order and lose none', () => {
    assert(
      property(array(integer()), nat(), (items, seed) => {
        const before = [...items]
        const order = shuffled(items, createRandom(seed))
        const sorted = (all: readonly number[]) => [...all].sort((one, other) => one - other)
        expect(sorted(order)).toEqual(sorted(items))
        expect(items).toEqual(before)
      }),
    )
  })

  it('put things in each order equally often', () => {
    const random = createRandom(7)
    const orders = new Map<string, number>()
    for (let i = 0; i < 6000; i += 1) {
      const order = shuffled(['a', 'b', 'c'], random).join('')
      orders.set(order, (orders.get(order) ?? 0) + 1)
    }
    expect(orders.size).toBe(6)
    // Chi-square with 5 degrees of freedom; R 4.2.2: qchisq(.9999, 5) = 25.7.
    expect([...orders.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)).toBeLessThan(
      25.7,
    )
  })
})
