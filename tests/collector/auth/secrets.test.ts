import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createCode,
  createSecret,
  parseCode,
  parseSecret,
  secretMatches,
} from '../../../src/collector/auth/secrets.ts'

const number = fc.integer({ min: 0, max: 2 ** 40 })

describe('tokens and claims', () => {
  it('lead back to their device and match what the store keeps', () => {
    fc.assert(
      fc.property(number, number, fc.constantFrom('token', 'claim'), (teamNo, deviceNo, kind) => {
        const { text, hash } = createSecret(kind, teamNo, deviceNo)
        const parsed = parseSecret(kind, text)
        expect(parsed).toMatchObject({ teamNo, deviceNo })
        expect(secretMatches(parsed!.secretHash, hash)).toBe(true)
        expect(secretMatches(parsed!.secretHash, createSecret(kind, teamNo, deviceNo).hash)).toBe(false)
      }),
    )
  })

  it('are not taken for each other', () => {
    expect(parseSecret('claim', createSecret('token', 1, 1).text)).toBeUndefined()
    expect(parseSecret('token', createSecret('claim', 1, 1).text)).toBeUndefined()
  })

  it('match nothing once the store has forgotten them', () => {
    expect(secretMatches(createSecret('token', 1, 1).hash, null)).toBe(false)
    expect(secretMatches(createSecret('token', 1, 1).hash, new Uint8Array(0))).toBe(false)
  })

  it('are refused when anything else is written there', () => {
    fc.assert(fc.property(fc.string(), (text) => parseSecret('token', text) === undefined))
    expect(parseSecret('token', `aft1.${'z'.repeat(11)}.1.${'A'.repeat(43)}`)).toBeUndefined()
  })
})

describe('codes', () => {
  it('are recognised however people type them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (teamNo) => {
        const { text, hash } = createCode(teamNo)
        for (const typed of [
          text,
          text.toLowerCase(),
          text.replaceAll('-', ''),
          ` ${text.replaceAll('-', ' ')}\n`,
        ]) {
          expect(parseCode(typed)).toEqual({ teamNo, hash })
        }
        const misread = text.replaceAll('0', 'o').replaceAll('1', 'l')
        expect(parseCode(misread)).toEqual({ teamNo, hash })
      }),
    )
  })

  it('are refused when too short, too long or with other signs', () => {
    for (const text of [
      '',
      '3',
      '7QK2M-4XR9T-HJ0WD',
      '1'.repeat(24),
      '3-7QK2M-4XR9T-HJ0W!',
      '3-7QK2M-4XR9T-HJ0WU',
    ])
      expect(parseCode(text)).toBeUndefined()
  })
})
