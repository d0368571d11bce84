import { describe, expect, it } from 'vitest'
import { answerKey, digitOf, moveBy, type KeyPress } from '../../../src/renderer/ui/keys.ts'

const press = (key: string, changes: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  shiftKey: false,
  ...changes,
})

describe('answer keys', () => {
  it.each([1, 2, 3, 4, 5] as const)('%i rates', (rating) => {
    expect(answerKey(press(String(rating), { code: `Digit${rating}` }))).toEqual({ do: 'rate', rating })
  })

  it('rate on the keypad and on keyboards whose number row gives signs', () => {
    expect(answerKey(press('4', { code: 'Numpad4' }))).toEqual({ do: 'rate', rating: 4 })
    expect(answerKey(press('&', { code: 'Digit1' }))).toEqual({ do: 'rate', rating: 1 })
  })

  it.each(['0', '6', '9'])('%s means nothing', (key) => {
    expect(answerKey(press(key, { code: `Digit${key}` }))).toBeUndefined()
  })

  it.each(['j', 'J', 'y', 'Y'])('%s says solved in either language', (key) => {
    expect(answerKey(press(key))).toEqual({ do: 'solved', solved: true })
  })

  it('n says not solved', () => {
    expect(answerKey(press('n'))).toEqual({ do: 'solved', solved: false })
  })

  it('u, Ctrl+Z and Command+Z take back', () => {
    expect(answerKey(press('u'))).toEqual({ do: 'undo' })
    expect(answerKey(press('z', { ctrlKey: true }))).toEqual({ do: 'undo' })
    expect(answerKey(press('Z', { metaKey: true }))).toEqual({ do: 'undo' })
  })

  it('Escape puts the card away', () => {
    expect(answerKey(press('Escape'))).toEqual({ do: 'close' })
  })

  it.each([{ ctrlKey: true }, { altKey: true }, { metaKey: true }])(
    'leave shortcuts alone: %o',
    (changes) => {
      expect(answerKey(press('1', { code: 'Digit1', ...changes }))).toBeUndefined()
      expect(answerKey(press('n', changes))).toBeUndefined()
    },
  )
})

describe('digitOf', () => {
  it('knows digits by sign first, by place else', () => {
    expect(digitOf({ key: '2', code: 'Digit2' })).toBe(2)
    expect(digitOf({ key: 'é', code: 'Digit2' })).toBe(2)
    expect(digitOf({ key: 'a', code: 'KeyA' })).toBeUndefined()
  })
})

describe('moveBy', () => {
  it('goes round in both directions', () => {
    expect(moveBy('ArrowRight', 4, 5)).toBe(0)
    expect(moveBy('ArrowLeft', 0, 5)).toBe(4)
    expect(moveBy('ArrowDown', 1, 5)).toBe(2)
    expect(moveBy('ArrowUp', 1, 5)).toBe(0)
  })

  it('jumps to the ends', () => {
    expect(moveBy('Home', 3, 5)).toBe(0)
    expect(moveBy('End', 1, 5)).toBe(4)
  })

  it('leaves other keys alone', () => {
    expect(moveBy('Tab', 1, 5)).toBeUndefined()
  })
})
