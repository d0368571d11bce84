/** Sends what waits to a collector, batch after batch. */
import { setImmediate } from 'node:timers/promises'

import type { EventsAnswer } from '../../shared/wire/answers.ts'
import { WIRE_LIMITS } from '../../shared/wire/limits.ts'
import { account, type Account } from './accounting.ts'
import { cutBatch } from './batch.ts'
import type { Access, Accepted, Collector } from './collector.ts'
import { BAD_ANSWER, failed, type Drained, type DrainParts } from './drain.ts'

/** So many batches in a row may end without a record that is done with; a collector that is sane needs one. */
const MOST_FRUITLESS = 3

export interface SendingParts extends DrainParts {
  readonly access: Access
  /** An answer that accounts for its batch; called after it was written down. */
  answered(answer: Accepted<EventsAnswer>): void
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
    const { store, access, deviceId, sharing, signal } = parts
    let fruitless = 0
    for (;;) {
      const records = store.pending(this.#batchEvents)
      if (records.length === 0) return { end: 'drained' }
      const { text, sent } = cutBatch(records, deviceId, sharing)
      const outcome = await this.#collector.events(access, text, signal)
      if (!outcome.ok) {
        if (outcome.why !== 'too-large') return failed(outcome)
        if (sent.length > 1) this.#batchEvents = Math.floor(sent.length / 2)
        else store.markRefused(sent.map((one) => ({ ...one, code: 'body-too-large' })))
        continue
      }
      const accounted = account(sent, outcome.value)
      if (accounted === undefined) return failed(BAD_ANSWER)
      writeDown(parts, accounted)
      parts.answered(outcome)
      const done = accounted.confirmed.length + accounted.refused.length
      parts.progressed(done)
      fruitless = done > 0 ? 0 : fruitless + 1
      if (fruitless >= MOST_FRUITLESS) return failed(BAD_ANSWER)
      if (parts.isInterrupted()) return { end: 'interrupted' }
      // Writing down and reading on are a few milliseconds each; what a person does comes between.
      await setImmediate()
    }
  }
}

function writeDown({ store }: SendingParts, { confirmed, refused, raised }: Account): void {
  if (confirmed.length > 0) store.markSynced(confirmed)
  if (refused.length > 0) store.markRefused(refused)
  if (raised.length > 0) store.raiseAbove(raised)
}
