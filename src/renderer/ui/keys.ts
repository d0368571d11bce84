/** What a key press means. Pure, so that it can be tested without a window. */
import type { Rating } from '../../shared/records.ts'

export interface KeyPress {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
}

export type AnswerKey =
  | { readonly do: 'rate'; readonly rating: Rating }
  | { readonly do: 'solved'; readonly solved: boolean }
  | { readonly do: 'undo' }
  | { readonly do: 'close' }

/**
 * The answer that a key gives outside text fields. Digits count on the number row and the keypad, also where the
 * number row gives digits only with Shift (French keyboards). Yes is both J and Y, whatever the language.
 */
export function answerKey(press: KeyPress): AnswerKey | undefined {
  if (press.key === 'Escape') return { do: 'close' }
  const command = press.ctrlKey || press.metaKey
  if (command && !press.altKey && press.key.toLowerCase() === 'z') return { do: 'undo' }
  if (command || press.altKey) return undefined
  const digit = digitOf(press)
  if (digit !== undefined) return isRating(digit) ? { do: 'rate', rating: digit } : undefined
  switch (press.key.toLowerCase()) {
    case 'j':
    case 'y':
      return { do: 'solved', solved: true }
    case 'n':
      return { do: 'solved', solved: false }
    case 'u':
      return { do: 'undo' }
    default:
      return undefined
  }
}

/** The digit that a key stands for; `undefined` for other keys. */
export function digitOf(press: Pick<KeyPress, 'key' | 'code'>): number | undefined {
  if (/^\d$/.test(press.key)) return Number(press.key)
  const place = /^(?:Digit|Numpad)(\d)$/.exec(press.code)?.[1]
  return place === undefined ? undefined : Number(place)
}

function isRating(digit: number): digit is Rating {
  return digit >= 1 && digit <= 5
}

/** Where an arrow, Home or End key leads in a row of `count` things; stays inside. */
export function moveBy(key: string, at: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowUp':
      return (at - 1 + count) % count
    case 'ArrowRight':
    case 'ArrowDown':
      return (at + 1) % count
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return undefined
  }
}

/** Whether keys pressed there are text. */
export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'range'].includes(target.type)
}
