/** Electron accelerators: made from key presses, shown as people know them. Pure. */
import type { KeyPress } from './keys.ts'

/** Modifiers in the order in which they are written. */
const MODIFIERS = [
  { name: 'Control', pressed: 'ctrlKey', mac: '⌃', other: 'Ctrl', keys: ['Control'] },
  { name: 'Alt', pressed: 'altKey', mac: '⌥', other: 'Alt', keys: ['Alt', 'AltGraph'] },
  { name: 'Shift', pressed: 'shiftKey', mac: '⇧', other: 'Shift', keys: ['Shift'] },
  { name: 'Super', pressed: 'metaKey', mac: '⌘', other: 'Super', keys: ['Meta', 'OS'] },
] as const

/** Names that mean the same as ours: https://www.electronjs.org/docs/latest/tutorial/keyboard-shortcuts#accelerators */
const SYNONYMS: Readonly<Record<string, string>> = {
  ctrl: 'Control',
  control: 'Control',
  commandorcontrol: 'CommandOrControl',
  cmdorctrl: 'CommandOrControl',
  alt: 'Alt',
  option: 'Alt',
  shift: 'Shift',
  super: 'Super',
  meta: 'Super',
  command: 'Super',
  cmd: 'Super',
}

/** Keys by their place on the keyboard, since Alt changes the letter that a key gives on some layouts. */
const NAMED_CODES: Readonly<Record<string, string>> = {
  Space: 'Space',
  Tab: 'Tab',
  Backspace: 'Backspace',
  Delete: 'Delete',
  Insert: 'Insert',
  Enter: 'Return',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  Home: 'Home',
  End: 'End',
  PageUp: 'PageUp',
  PageDown: 'PageDown',
}

/** The modifiers of a key press as the start of an accelerator, `Control+Alt`. */
export function modifiersOf(press: KeyPress): string {
  return MODIFIERS.filter(({ pressed }) => press[pressed])
    .map(({ name }) => name)
    .join('+')
}

/** Whether only a modifier key went down or up. */
export function isModifier(press: Pick<KeyPress, 'key'>): boolean {
  return MODIFIERS.some(({ keys }) => keys.some((key) => key === press.key))
}

/**
 * The accelerator of a key press; `undefined` while only modifiers are down, or for a key without a name in Electron.
 * `weak`: it would take an ordinary key away from every other program.
 */
export function acceleratorOf(
  press: KeyPress,
): { readonly accelerator: string; readonly weak: boolean } | undefined {
  if (isModifier(press)) return undefined
  const key = keyName(press)
  if (key === undefined) return undefined
  const modifiers = modifiersOf(press)
  const weak = !press.ctrlKey && !press.altKey && !press.metaKey && !/^F\d+$/.test(key)
  return { accelerator: modifiers === '' ? key : `${modifiers}+${key}`, weak }
}

function keyName({ key, code }: KeyPress): string | undefined {
  if (/^[a-z]$/i.test(key)) return key.toUpperCase()
  const place = /^(?:Key([A-Z])|Digit(\d)|(F(?:[1-9]|1\d|2[0-4])))$/.exec(code)
  if (place !== null) return place[1] ?? place[2] ?? place[3]
  const numpad = /^Numpad(\d)$/.exec(code)?.[1]
  return numpad === undefined ? NAMED_CODES[code] : `num${numpad}`
}

/** The accelerator as this platform's people write it: `Ctrl+Alt+A`, `⌃⌥A`. */
export function describeAccelerator(accelerator: string, platform: string): string {
  const mac = platform === 'darwin'
  const words = accelerator
    .split('+')
    .filter((part) => part !== '')
    .map((part) => {
      const name = SYNONYMS[part.toLowerCase()] ?? part
      if (name === 'CommandOrControl') return mac ? '⌘' : 'Ctrl'
      const modifier = MODIFIERS.find((known) => known.name === name)
      if (modifier === undefined) return name
      if (modifier.name === 'Super' && platform === 'win32') return 'Win'
      return mac ? modifier.mac : modifier.other
    })
  return words.join(mac ? '' : '+')
}

/** Whether two accelerators are the same keys. */
export function sameAccelerator(one: string, other: string): boolean {
  return normal(one) === normal(other)
}

function normal(accelerator: string): string {
  return accelerator
    .split('+')
    .map((part) => (SYNONYMS[part.toLowerCase()] ?? part).toLowerCase())
    .sort()
    .join('+')
}
