import { describe, expect, it } from 'vitest'
import { completionOf } from '../../../src/shared/statistics/completion.ts'

describe('completion', () => {
  it('is what was rated of what ended', () => {
    expect(completionOf(7, 12)).toBe(7 / 12)
    expect(completionOf(0, 12)).toBe(0)
    expect(completionOf(12, 12)).toBe(1)
  })

  it('is nothing when nothing ended, not 0', () => {
    expect(completionOf(0, 0)).toBeUndefined()
  })

  it('refuses more ratings than interactions', () => {
    expect(() => completionOf(13, 12)).toThrow(RangeError)
    expect(() => completionOf(13, 12)).toThrow('rated is 13, more than ended, which is 12')
    expect(() => completionOf(0, -1)).toThrow('ended is -1')
  })
})
