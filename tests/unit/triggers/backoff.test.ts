import { describe, expect, it } from 'vitest'
import { Backoff } from '../../../src/main/triggers/backoff.ts'

function bench(random: () => number = () => 0.999_999): { backoff: Backoff; pass: (ms: number) => void } {
  let now = 0
  return { backoff: new Backoff({ random, monotonic: () => now }), pass: (ms) => (now += ms) }
}

describe('back-off', () => {
  it('doubles its bound from 250 ms to 30 s and stays there', () => {
    const { backoff } = bench()
    const delays = Array.from({ length: 10 }, () => backoff.down())
    expect(delays).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000])
  })

  it('takes any moment up to the bound, so that many do not come back at once', () => {
    expect(bench(() => 0).backoff.down()).toBe(0)
    expect(bench(() => 0.5).backoff.down()).toBe(125)
  })

  it('starts anew only after the link was up for 5 s', () => {
    const { backoff, pass } = bench()
    for (let turn = 0; turn < 5; turn += 1) backoff.down()
    backoff.up()
    pass(4_999)
    expect(backoff.down()).toBe(8_000)
    backoff.up()
    pass(5_000)
    expect(backoff.down()).toBe(250)
  })

  it('counts tries', () => {
    const { backoff } = bench()
    expect(backoff.attempt).toBe(1)
    backoff.down()
    expect(backoff.attempt).toBe(2)
  })

  it('goes on for years', () => {
    const { backoff } = bench()
    for (let turn = 0; turn < 5_000; turn += 1) backoff.down()
    expect(backoff.down()).toBe(30_000)
  })
})
