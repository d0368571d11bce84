/**
 * Sends what waits to any receiver of CloudEvents batches. It can't say anything about single events, so 2xx takes all
 * of a batch, and 400 is followed into ever smaller halves until the event that is refused stands alone.
 */
import { setImmediate } from 'node:timers/promises'

import { BATCH_MEDIA_TYPE, WIRE_LIMITS } from '../../shared/wire/limits.ts'
import type { SyncRecord } from '../../shared/wire/to-event.ts'
import { cutBatch, type Sent } from './batch.ts'
import { isGood, refusalOf, type Refused } from './collector.ts'
import { BAD_ANSWER, failed, type Drained, type DrainParts } from './drain.ts'
import { exchange, type Wiring } from './exchange.ts'

/** When so many events are refused one by one and none is taken, it isn't the events. */
const MOST_REFUSED = 8
/** What a receiver answers isn't read. */
const ANSWER_BYTES = 1024 * 1024

export interface Receiver {
  /** Exactly the address that is posted to. */
  readonly address: string
  readonly token: string | undefined
}

type Posted = 'taken' | 'not-these' | 'too-large' | Refused

export class PlainSender {
  readonly #wiring: Wiring
  readonly #receiver: Receiver
  readonly #agentName: string
  #batchEvents: number = WIRE_LIMITS.batchEvents

  constructor(wiring: Wiring, receiver: Receiver, version: string) {
    this.#wiring = wiring
    this.#receiver = receiver
    this.#agentName = `Aftercall/${version}`
  }

  /** As `Sender.drain`. */
  async drain(parts: DrainParts): Promise<Drained> {
    for (;;) {
      const records = parts.store.pending(this.#batchEvents)
      if (records.length === 0) return { end: 'drained' }
      const search = new Search()
      const refusal = await this.#send(records, parts, search)
      if (refusal !== undefined) return failed(refusal)
      if (search.refused.length > 0)
        parts.store.markRefused(search.refused.map((one) => ({ ...one, code: 'invalid' })))
      parts.progressed(search.refused.length)
      if (parts.isInterrupted()) return { end: 'interrupted' }
      await setImmediate()
    }
  }

  /** Sends records of which one may be refused. What is taken is written down at once. */
  async #send(
    records: readonly SyncRecord[],
    parts: DrainParts,
    search: Search,
  ): Promise<Refused | undefined> {
    const { store, deviceId, sharing, erasedUpTo, signal } = parts
    let rest = records
    while (rest.length > 0) {
      const { text, sent } = cutBatch(rest, deviceId, sharing)
      const posted = await this.#post(text, signal)
      if (typeof posted === 'object') return posted
      if (posted === 'taken') {
        store.markSynced(sent, erasedUpTo)
        parts.progressed(sent.length)
        search.taken += sent.length
      } else if (sent.length > 1) {
        const half = Math.floor(sent.length / 2)
        if (posted === 'too-large') this.#batchEvents = Math.max(1, half)
        for (const part of [rest.slice(0, half), rest.slice(half, sent.length)]) {
          const refusal = await this.#send(part, parts, search)
          if (refusal !== undefined) return refusal
        }
      } else {
        search.refused.push(...sent)
        if (search.taken === 0 && search.refused.length >= MOST_REFUSED) return BAD_ANSWER
      }
      rest = rest.slice(sent.length)
    }
    return undefined
  }

  async #post(text: string, signal: AbortSignal): Promise<Posted> {
    const { address: url, token } = this.#receiver
    const headers = {
      'content-type': BATCH_MEDIA_TYPE,
      'user-agent': this.#agentName,
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    }
    // Never packed: a receiver that can't unpack may say anything.
    const body = new TextEncoder().encode(text)
    const request = { url, method: 'POST', headers, body, maxBytes: ANSWER_BYTES } as const
    const result = await exchange(this.#wiring, request, signal)
    if (result.kind === 'aborted') return { ok: false, why: 'aborted' }
    if (result.kind === 'no-reply') return { ok: false, why: 'problem', problem: result.problem }
    const { reply } = result
    if (isGood(reply)) return 'taken'
    if (reply.status === 413) return 'too-large'
    if (reply.status === 400) return 'not-these'
    const refusal = refusalOf(reply)
    // There is no enrolment that could be lost.
    return refusal.why === 'problem' ? refusal : { ok: false, why: 'problem', problem: 'not-a-collector' }
  }
}

/** What came of one batch and its parts. */
class Search {
  taken = 0
  readonly refused: Sent[] = []
}
