/** How the answers of a group cross back: numbers only, in the order of the requests. */
import type { CredentialRefusal, IngestOutcome, IngestResult, StoreIdentity } from '../store.ts'

/** What became of one request in its group. */
export type GroupAnswer =
  | ({ readonly s: 'done' } & Omit<IngestOutcome, 'identity'>)
  | { readonly s: 'refused'; readonly code: CredentialRefusal }
  /** Its data can't be stored; nothing of it is. */
  | { readonly s: 'failed'; readonly error: unknown }

export interface Group {
  readonly identity: StoreIdentity
  /** In the order of the requests. */
  readonly answers: readonly GroupAnswer[]
}

const DONE = 0
const FAILED = 1
const REFUSED = 2
const REFUSALS = ['unauthorized', 'revoked', 'erased'] as const satisfies readonly CredentialRefusal[]

export function encodeAnswers(answers: readonly GroupAnswer[]): Int32Array<ArrayBuffer> {
  const numbers: number[] = []
  for (const answer of answers) {
    switch (answer.s) {
      case 'done':
        numbers.push(DONE, answer.stored, answer.stale, answer.newer.length, answer.forked.length)
        for (const { index, revision } of answer.newer) numbers.push(index, revision)
        for (const index of answer.forked) numbers.push(index)
        break
      case 'failed':
        numbers.push(FAILED)
        break
      case 'refused':
        numbers.push(REFUSED + REFUSALS.indexOf(answer.code))
    }
  }
  return Int32Array.from(numbers)
}

/** The results of a group in the order of its requests; `undefined`: that one failed. */
export function decodeAnswers(
  numbers: Int32Array,
  identity: StoreIdentity,
): readonly (IngestResult | undefined)[] {
  const results: (IngestResult | undefined)[] = []
  let next = 0
  const read = (): number => numbers[next++] ?? 0
  while (next < numbers.length) {
    const status = read()
    const code = REFUSALS[status - REFUSED]
    if (status === FAILED) results.push(undefined)
    else if (code !== undefined) results.push({ ok: false, code })
    else {
      const stored = read()
      const stale = read()
      const newerCount = read()
      const forkedCount = read()
      const newer =
        newerCount === 0
          ? []
          : Array.from({ length: newerCount }, () => ({ index: read(), revision: read() }))
      const forked = forkedCount === 0 ? [] : Array.from({ length: forkedCount }, read)
      results.push({ ok: true, value: { identity, stored, stale, newer, forked } })
    }
  }
  return results
}
