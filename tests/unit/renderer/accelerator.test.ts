import { describe, expect, it } from 'vitest'
import {
  acceleratorOf,
  describeAccelerator,
  isModifier,
  modifiersOf,
  sameAccelerator,
} from '../../../src/renderer/ui/accelerator.ts'
import type { KeyPress } from '../../../src/renderer/ui/keys.ts'

const press = (key: string, code: string, held: string): KeyPress => ({
  key,
  code,
  ctrlKey: held.includes('C'),
  altKey: held.includes('A'),
  shiftKey: held.includes('S'),
  metaKey: held.includes('M'),
})

describe('recording an accelerator', () => {
  it.each([
    ['a', 'KeyA', 'CA', 'Control+Alt+A'],
    ['å', 'KeyA', 'A', 'Alt+A'],
    ['!', 'Digit1', 'CS', 'Control+Shift+1'],
    ['4', 'Numpad4', 'C', 'Control+num4'],
    ['F9', 'F9', '', 'F9'],
    [' ', 'Space', 'CM', 'Control+Super+Space'],
    ['ArrowUp', 'ArrowUp', 'CAS', 'Control+Alt+Shift+Up'],
    ['Enter', 'Enter', 'C', 'Control+Return'],
  ])('%s (%s) with %s gives %s', (key, code, held, accelerator) => {
    expect(acceleratorOf(press(key, code, held))).toEqual({ accelerator, weak: false })
  })

  it('takes the letter of the layout, not its place', () => {
    expect(acceleratorOf(press('q', 'KeyA', 'C'))?.accelerator).toBe('Control+Q')
  })

  it('calls keys weak that would be missed in every other program', () => {
    expect(acceleratorOf(press('a', 'KeyA', ''))?.weak).toBe(true)
    expect(acceleratorOf(press('A', 'KeyA', 'S'))?.weak).toBe(true)
  })

  it('waits while only modifiers are down, and for keys without a name', () => {
    expect(acceleratorOf(press('Control', 'ControlLeft', 'C'))).toBeUndefined()
    expect(acceleratorOf(press('Dead', 'Quote', 'C'))).toBeUndefined()
    expect(isModifier({ key: 'AltGraph' })).toBe(true)
    expect(isModifier({ key: 'a' })).toBe(false)
  })

  it('records modifiers alone for the rating keys', () => {
    expect(modifiersOf(press('Alt', 'AltLeft', 'CA'))).toBe('Control+Alt')
  })
})

describe('showing an accelerator', () => {
  it.each([
    ['Control+Alt+A', 'linux', 'Ctrl+Alt+A'],
    ['Control+Alt+A', 'darwin', '⌃⌥A'],
    ['CommandOrControl+Shift+R', 'darwin', '⌘⇧R'],
    ['CommandOrControl+Shift+R', 'win32', 'Ctrl+Shift+R'],
    ['Super+Space', 'win32', 'Win+Space'],
    ['Control+Alt', 'linux', 'Ctrl+Alt'],
    ['', 'linux', ''],
  ])('%s on %s reads %s', (accelerator, platform, words) => {
    expect(describeAccelerator(accelerator, platform)).toBe(words)
  })

  it('knows the same keys in other words', () => {
    expect(sameAccelerator('Ctrl+Alt+A', 'alt+control+a')).toBe(true)
    expect(sameAccelerator('Control+Alt+A', 'Control+Alt+R')).toBe(false)
  })
})
