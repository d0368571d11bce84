/** Comparing with the collector by the digest, and marking what it lacks. */
import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'

import type { DigestAnswer } from '../../shared/wire/answers.ts'
import { digestText } from '../../shared/wire/digest.ts'
import type { SyncStore } from './parts.ts'

/** Periods looked at in one go: a few milliseconds. */
const SLICE = 16
const HASH_DIGITS = 32
/** Stands for a period of which the collector holds nothing. */
const NOTHING = '-'

/**
 * Marks what the collector doesn't hold as it was confirmed here, period by period, with pauses for the program. A pair
 * of hashes for which everything was sent once already is left: a copy of this computer has more there, or the collector
 * knows better, and sending the same again would change nothing.
 * @param erasedUpTo of records up to this id only those count that were confirmed since
 * @returns how many records were marked; `undefined` when it was called off
 */
export async function compare(
  store: SyncStore,
  digest: DigestAnswer,
  erasedUpTo: string | null,
  signal: AbortSignal,
): Promise<number | undefined> {
  const theirs = new Map(digest.periods.map(({ period, hash }) => [period, hash]))
  const remembered = store.compared()
  let marked = 0
  let looked = 0
  for (const period of store.heldPeriods()) {
    if (lastDayOf(period) < digest.since) continue
    if (++looked % SLICE === 0) await setImmediate()
    if (signal.aborted) return undefined
    const held = store.holdings(period, erasedUpTo)
    if (held.length === 0) continue
    const their = theirs.get(period) ?? NOTHING
    const our = hashOf(held)
    const difference = `${their}/${our}`
    if (their === our) {
      if (remembered.has(period)) store.forgetDifference(period)
    } else if (remembered.get(period) !== difference) {
      marked += store.markForResend(period, difference, erasedUpTo)
    }
  }
  return marked
}

/** Marks everything that was ever confirmed by anybody, for an endpoint that can't be asked what it holds. */
export async function markEverything(
  store: SyncStore,
  erasedUpTo: string | null,
  signal: AbortSignal,
): Promise<boolean> {
  for (const [index, period] of store.heldPeriods().entries()) {
    if (index % SLICE === 0) await setImmediate()
    if (signal.aborted) return false
    store.markForResend(period, 'everything', erasedUpTo)
  }
  store.forgetDifferences()
  return true
}

function hashOf(records: readonly { readonly id: string; readonly revision: number }[]): string {
  return createHash('sha256').update(digestText(records)).digest('hex').slice(0, HASH_DIGITS)
}

/** The last work day of a period: a quarter is as old as its last day. No month has a day after the 31st. */
function lastDayOf(period: string): string {
  const [year, quarter] = period.split('-Q')
  return quarter === undefined ? period : `${year}-${String(Number(quarter) * 3).padStart(2, '0')}-31`
}
