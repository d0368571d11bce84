/** What an answer to a batch means for each of its records. Nothing counts as sent unless all of it is accounted for. */
import type { EventsAnswer } from '../../shared/wire/answers.ts'
import { WIRE_LIMITS } from '../../shared/wire/limits.ts'
import type { Sent } from './batch.ts'

export interface Account {
  readonly confirmed: readonly Sent[]
  /** Kept, shown, not sent again as they are. */
  readonly refused: readonly (Sent & { readonly code: string })[]
  /** The collector holds other content: they go above the revision `held` and are sent again. */
  readonly raised: readonly (Sent & { readonly held: number })[]
}

/** `undefined`: the answer doesn't account for every event of the batch, or speaks of events that were not in it. */
export function account(sent: readonly Sent[], answer: EventsAnswer): Account | undefined {
  const { stored, stale, newer, refused } = answer
  if (stored + stale + refused.length !== sent.length) return undefined
  // Nearly every answer; nobody needs looking for.
  if (refused.length === 0 && newer.length === 0) return { confirmed: sent, refused: [], raised: [] }
  const refusals = refusalsOf(sent, refused)
  const higher = higherOf(sent, newer)
  if (refusals === undefined || higher === undefined || newer.length > stale) return undefined
  if (sent.some(({ eventId }, index) => refusals.has(index) && higher.has(eventId))) return undefined

  const result = {
    confirmed: new Array<Sent>(),
    refused: new Array<Account['refused'][number]>(),
    raised: new Array<Account['raised'][number]>(),
  }
  for (const [index, one] of sent.entries()) {
    const code = refusals.get(index)
    const held = code === 'forked' ? one.revision : higher.get(one.eventId)
    // A copy of this computer has changed it too. What was only repeated is left: the collector knows better.
    const isContested = held !== undefined && (code === 'forked' || one.isChanged)
    if (isContested && held < WIRE_LIMITS.revision) result.raised.push({ ...one, held })
    else if (code !== undefined) result.refused.push({ ...one, code })
    else if (isContested) result.refused.push({ ...one, code: 'forked' })
    else result.confirmed.push(one)
  }
  return result
}

/** Codes by place in the batch; `undefined` when one is named twice, isn't there, or has another id. */
function refusalsOf(
  sent: readonly Sent[],
  refused: EventsAnswer['refused'],
): ReadonlyMap<number, string> | undefined {
  const codes = new Map<number, string>()
  for (const { id, index, code } of refused) {
    const one = sent[index]
    if (one === undefined || codes.has(index) || (id !== null && id !== one.eventId)) return undefined
    codes.set(index, code)
  }
  return codes
}

function higherOf(
  sent: readonly Sent[],
  newer: EventsAnswer['newer'],
): ReadonlyMap<string, number> | undefined {
  if (newer.length === 0) return new Map()
  const revisions = new Map(sent.map(({ eventId, revision }) => [eventId, revision]))
  const higher = new Map<string, number>()
  for (const { id, revision } of newer) {
    const own = revisions.get(id)
    if (own === undefined || revision <= own || higher.has(id)) return undefined
    higher.set(id, revision)
  }
  return higher
}
