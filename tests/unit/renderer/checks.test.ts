import { describe, expect, it } from 'vitest'
import {
  isHost,
  isLoopback,
  isWallTime,
  isWhole,
  patternProblem,
} from '../../../src/renderer/settings/checks.ts'

describe('checks of settings', () => {
  it('takes wall-clock times', () => {
    expect(isWallTime('09:00')).toBe(true)
    expect(isWallTime('24:00')).toBe(false)
    expect(isWallTime('')).toBe(false)
  })

  it('takes whole numbers inside bounds', () => {
    expect(isWhole('5', 5, 120)).toBe(true)
    expect(isWhole('120', 5, 120)).toBe(true)
    expect(isWhole('121', 5, 120)).toBe(false)
    expect(isWhole('4.5', 1, 120)).toBe(false)
    expect(isWhole('', 0, 120)).toBe(false)
    expect(isWhole('-1', 0, 120)).toBe(false)
  })

  it('takes names and addresses of computers', () => {
    expect(isHost('127.0.0.1')).toBe(true)
    expect(isHost('pbx.example.org')).toBe(true)
    expect(isHost('::1')).toBe(true)
    expect(isHost('http://pbx')).toBe(false)
    expect(isHost('two words')).toBe(false)
    expect(isHost('')).toBe(false)
  })

  it('knows which computer is this one', () => {
    expect(['localhost', '127.0.0.1', '127.8.0.1', '::1'].map(isLoopback)).toEqual([true, true, true, true])
    expect(isLoopback('192.168.1.20')).toBe(false)
    expect(isLoopback('127.0.0.1.example.org')).toBe(false)
  })

  it('says why a pattern cannot be read', () => {
    expect(patternProblem(String.raw`^1\d{3}$`)).toBeUndefined()
    expect(patternProblem('(12')).toMatch(/group/i)
  })
})
