/** Sends what waits to a collector, batch after batch. While one travels, the one before is written down and the next read. */
import { setImmediate, setTimeout } from 'node:timers/promises'

import type { EventsAnswer } from '../../shared/wire/answers.ts'
import { WIRE_LIMITS } from '../../shared/wire/limits.ts'
import { account, type Account } from './accounting.ts'
import { cutBatch, type Sent } from './batch.ts'
import type { Access, Accepted, Collector } from './collector.ts'
import { BAD_ANSWER, failed, type Drained, type DrainParts } from './drain.ts'
import type { Parcel } from './packing.ts'

/** So many batches in a row may end without a record that is done with; a collector that is sane needs one. */
const MOST_FRUITLESS = 3
/** Enough for an HTTP client's own turns of the event loop between being called and writing to its socket. */
const LEAVING_MS = 1

export interface SendingParts extends DrainParts {
  readonly access: Access
  /** Counts up whenever something is written here that the collector may know. */
  changes(): number
  /** An answer that accounts for its batch; called after it was written down. */
  answered(answer: Accepted<EventsAnswer>): void
}

/** A batch that is ready to travel. */
interface Ready {
  readonly parcel: Parcel
  readonly sent: readonly Sent[]
  /** Where the next batch goes on; `undefined`: nothing waits behind this one. */
  readonly last: string | undefined
  /** `changes()` when it was read. */
  readonly asOf: number
}

/** An answer that accounts for its batch. */
interface Answered {
  readonly answer: Accepted<EventsAnswer>
  readonly account: Account
}

export class Sender {
  readonly #collector: Collector
  /** Smaller after a 413: a proxy may allow less than the collector. */
  #batchEvents: number = WIRE_LIMITS.batchEvents

  constructor(collector: Collector) {
    this.#collector = collector
  }

  /** Without a pause between batches; what is written meanwhile goes along. Throws only what the store throws. */
  async drain(parts: SendingParts): Promise<Drained> {
    const own = new AbortController()
    try {
      return await this.#drain({ ...parts, signal: AbortSignal.any([parts.signal, own.signal]) })
    } finally {
      // When the store throws, a batch may be travelling.
      own.abort()
    }
  }

  async #drain(parts: SendingParts): Promise<Drained> {
    let fruitless = 0
    /** The answer to the batch before. It is written down when the next one has left. */
    let before: Answered | undefined
    let batch = await this.#read(parts)
    while (batch !== undefined) {
      const travelling = this.#collector.events(parts.access, batch.parcel, parts.signal)
      const [outcome, next] = await Promise.all([travelling, this.#meanwhile(parts, batch, before)])
      before = undefined
      if (!outcome.ok) {
        if (outcome.why !== 'too-large') return failed(outcome)
        this.#shrink(parts, batch)
        batch = await this.#read(parts)
        continue
      }
      const accounted = account(batch.sent, outcome.value)
      if (accounted === undefined) return failed(BAD_ANSWER)
      const answered = { answer: outcome, account: accounted }
      fruitless = doneIn(accounted) > 0 ? 0 : fruitless + 1
      const isLast = fruitless >= MOST_FRUITLESS || parts.isInterrupted()
      // What was read before the agent has changed something isn't sent any more.
      if (!isLast && next?.asOf === parts.changes()) {
        before = answered
        batch = next
        continue
      }
      writeDown(parts, answered)
      if (isLast) return fruitless >= MOST_FRUITLESS ? failed(BAD_ANSWER) : { end: 'interrupted' }
      await setImmediate()
      batch = await this.#read(parts)
    }
    return { end: 'drained' }
  }

  /** While a batch travels: writes down the answer to the one before, and reads the one that is to follow. */
  async #meanwhile(
    parts: SendingParts,
    { last }: Ready,
    before: Answered | undefined,
  ): Promise<Ready | undefined> {
    // Both block the thread that has yet to put the request on the wire, so it gets a moment for that first.
    await setTimeout(LEAVING_MS)
    if (before !== undefined) writeDown(parts, before)
    if (last === undefined) return undefined
    // They are a few milliseconds each; what a person does comes between.
    await setImmediate()
    return this.#read(parts, last)
  }

  /** The first batch of what waits, or of what waits behind an id. */
  async #read(parts: SendingParts, after?: string): Promise<Ready | undefined> {
    const { store, deviceId, sharing } = parts
    const asOf = parts.changes()
    const records = store.pending(this.#batchEvents, after)
    if (records.length === 0) return undefined
    const { text, sent } = cutBatch(records, deviceId, sharing)
    const isAll = sent.length === records.length && records.length < this.#batchEvents
    const parcel = await this.#collector.pack(text)
    return { parcel, sent, last: isAll ? undefined : sent.at(-1)?.id, asOf }
  }

  /** Half as many next time; a record that is too large by itself can't be sent at all. */
  #shrink({ store }: SendingParts, { sent }: Ready): void {
    if (sent.length > 1) this.#batchEvents = Math.floor(sent.length / 2)
    else store.markRefused(sent.map((one) => ({ ...one, code: 'body-too-large' })))
  }
}

function writeDown(parts: SendingParts, { answer, account: accounted }: Answered): void {
  const { store, erasedUpTo } = parts
  const { confirmed, refused, raised } = accounted
  if (confirmed.length > 0) store.markSynced(confirmed, erasedUpTo)
  if (refused.length > 0) store.markRefused(refused)
  if (raised.length > 0) store.raiseAbove(raised)
  parts.answered(answer)
  parts.progressed(doneIn(accounted))
}

/** Records of a batch that no longer wait. */
function doneIn({ confirmed, refused }: Account): number {
  return confirmed.length + refused.length
}
