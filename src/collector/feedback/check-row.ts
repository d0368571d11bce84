/** A row of a request, which may be anything: one thing that is wrong, or an answer that can be stored. */
import type { FeedbackRow, FeedbackRule } from '../store/customers.ts'
import { checkDate, checkId, checkScale, checkScore, type Checked } from './values.ts'

export type RowVerdict =
  | { readonly ok: true; readonly row: FeedbackRow }
  /** What is wrong, and where as a JSON pointer; never a value of the row. */
  | { readonly ok: false; readonly at: string; readonly detail: string }

const FIELDS: ReadonlySet<string> = new Set(['interactionId', 'scale', 'score', 'date'])

export function checkRow(value: unknown, rule: FeedbackRule): RowVerdict {
  if (!isObject(value)) return refused('', 'is no JSON object')
  if (Object.keys(value).some((key) => !FIELDS.has(key))) return refused('', 'has other fields')
  const { interactionId, scale: scaleName, score: number, date } = value
  const externalId = textOf(interactionId, checkId)
  if (!externalId.ok) return refused('/interactionId', externalId.detail)
  const scale = textOf(scaleName, checkScale)
  if (!scale.ok) return refused('/scale', scale.detail)
  const score = checkScore(typeof number === 'number' ? number : Number.NaN, scale.value)
  if (!score.ok) return refused('/score', score.detail)
  const givenOn = date === undefined ? undefined : textOf(date, (text) => checkDate(text, rule))
  if (givenOn !== undefined && !givenOn.ok) return refused('/date', givenOn.detail)
  return {
    ok: true,
    row: {
      externalId: externalId.value,
      scale: scale.value,
      score: score.value,
      givenOn: givenOn?.value ?? null,
    },
  }
}

function textOf<T>(value: unknown, check: (text: string) => Checked<T>): Checked<T> {
  if (value === undefined) return { ok: false, detail: 'is missing' }
  return typeof value === 'string' ? check(value) : { ok: false, detail: 'is no text' }
}

function refused(at: string, detail: string): RowVerdict {
  return { ok: false, at, detail }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
