/** What a customer's answer must be like. One sentence for each thing that can be wrong; it never repeats what was given. */
import { CUSTOMER_SCALES, type CustomerScale } from '../../shared/statistics/map-score.ts'
import { WIRE_LIMITS } from '../../shared/wire/limits.ts'
import { dayNumber, dayText } from '../../shared/calendar.ts'
import type { FeedbackRule } from '../store/customers.ts'

export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly detail: string }

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of a constant are known
const SCALES = Object.keys(CUSTOMER_SCALES) as CustomerScale[]
export const SCALES_IN_WORDS = SCALES.join(', ')

/** Control characters, halves of characters, and what stands where something couldn't be read. */
const UNREADABLE = /[\p{Cc}\p{Cs}\uFFFD]/u
/** What a spreadsheet makes of a long number: its last digits are gone. */
const ROUNDED = /^\d(?:[.,]\d+)?E\+\d+$/i

/** The id of an interaction. */
export function checkId(text: string): Checked<string> {
  if (text === '') return wrong('is empty')
  if (text.length > WIRE_LIMITS.externalIdLength)
    return wrong(`is longer than ${WIRE_LIMITS.externalIdLength} characters`)
  if (UNREADABLE.test(text)) return wrong("has characters that can't be read")
  if (ROUNDED.test(text))
    return wrong('is a number that a spreadsheet has rounded: export the column as text')
  return right(text)
}

export function checkScale(text: string): Checked<CustomerScale> {
  const scale = SCALES.find((one) => one === text)
  return scale === undefined ? wrong(`is none of ${SCALES_IN_WORDS}`) : right(scale)
}

export function checkScore(score: number, scale: CustomerScale): Checked<number> {
  const { low, high } = CUSTOMER_SCALES[scale]
  return Number.isInteger(score) && score >= low && score <= high
    ? right(score)
    : wrong(`is no whole number from ${low} to ${high} (${scale})`)
}

/** A day, `2026-11-20`. @returns its number */
export function checkDate(text: string, { today, keptFrom }: FeedbackRule): Checked<number> {
  const day = numberOf(text)
  if (day === undefined) return wrong('is no date like 2026-11-20')
  // Somewhere it is tomorrow already.
  if (day > today + 1) return wrong('has not come yet')
  if (day < keptFrom) return wrong(`is older than what is kept, which begins on ${dayText(keptFrom)}`)
  return right(day)
}

function numberOf(date: string): number | undefined {
  try {
    return dayNumber(date)
  } catch {
    return undefined
  }
}

function right<T>(value: T): Checked<T> {
  return { ok: true, value }
}

function wrong(detail: string): { readonly ok: false; readonly detail: string } {
  return { ok: false, detail }
}
