/** Computers that send to a collector without a pause, over HTTP, and remember what it has answered for. */
import { setTimeout as delay } from 'node:timers/promises'

import { RATINGS } from '../../../src/shared/lists.ts'
import { enrolmentAnswerSchema, eventsAnswerSchema } from '../../../src/shared/wire/answers.ts'
import { BATCH_MEDIA_TYPE, ROUTES } from '../../../src/shared/wire/limits.ts'
import type { Random } from '../../support/faults.ts'
import { interactionEvent, ratedData, recordId } from '../../support/wire-samples.ts'
import type { InteractionEvent } from '../../support/wire-samples.ts'

export interface LoadOptions {
  /** Of the collector. */
  readonly port: number
  readonly code: string
  readonly computers: number
  readonly workDays: readonly string[]
  readonly random: Random
}

/** A record as the collector has answered for it. */
export interface Answered {
  readonly revision: number
  readonly data: object
}

/** What was answered while a database was away or full: again later, and when. */
const AGAIN = new Set([503, 507])
/** Not what the collector asks for, which is seconds: a busy site knocks all the time. */
const PAUSE_MS = 10

export class Load {
  /** By record. */
  readonly answered = new Map<string, Answered>()
  /** Answers that there should never be. */
  readonly wrong: string[] = []
  /** How often each status was answered. */
  readonly statuses = new Map<number, number>()
  readonly #options: LoadOptions
  readonly #computers: Promise<void>[] = []
  /** Of each computer the status that was answered last. */
  readonly #last: number[] = []
  #isOver = false

  constructor(options: LoadOptions) {
    this.#options = options
  }

  /** Resolves when all have joined; they go on sending. */
  async begin(): Promise<void> {
    for (let index = 0; index < this.#options.computers; index++) {
      const { deviceId, token } = await this.#enrol()
      this.#computers.push(this.#send(index, deviceId, token))
    }
  }

  /** Resolves when the collector has stored so many more records. */
  async untilMore(records: number): Promise<void> {
    const goal = this.answered.size + records
    while (this.answered.size < goal && this.wrong.length === 0) await delay(5)
  }

  /** Resolves when the answer that each computer has got last, from now on, is one that `isMeant`. */
  async untilAll(isMeant: (status: number) => boolean): Promise<void> {
    this.#last.fill(0)
    while (!this.#last.every((status) => status !== 0 && isMeant(status)) && this.wrong.length === 0)
      await delay(5)
  }

  async end(): Promise<void> {
    this.#isOver = true
    await Promise.all(this.#computers)
  }

  async #enrol(): Promise<{ readonly deviceId: string; readonly token: string }> {
    const body = JSON.stringify({ code: this.#options.code })
    const response = await this.#post(ROUTES.enrolments, { 'content-type': 'application/json' }, body)
    return enrolmentAnswerSchema.parse(await response.json())
  }

  async #post(route: string, headers: Readonly<Record<string, string>>, body: string): Promise<Response> {
    return await fetch(`http://127.0.0.1:${this.#options.port}${route}`, { method: 'POST', headers, body })
  }

  async #send(index: number, deviceId: string, token: string): Promise<void> {
    const headers = { authorization: `Bearer ${token}`, 'content-type': BATCH_MEDIA_TYPE }
    const sent: { readonly id: string; revision: number }[] = []
    while (!this.#isOver) {
      const records = this.#nextRecords(sent)
      const events = records.map(({ id, revision }) => this.#event(deviceId, id, revision))
      while (!this.#isOver) {
        const status = await this.#sendOnce(headers, records, events)
        this.#last[index] = status
        this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1)
        if (!AGAIN.has(status)) break
        // The same once more, as a device does: nobody knows what became of it.
        await delay(PAUSE_MS)
      }
    }
  }

  /** New ones, and now and then one that was changed. */
  #nextRecords(sent: { readonly id: string; revision: number }[]): { id: string; revision: number }[] {
    const { random } = this.#options
    const fresh = Array.from({ length: 1 + random(10) }, () => ({ id: recordId(), revision: 1 }))
    const changed = sent.length > 0 && random(2) === 0 ? sent[random(sent.length)] : undefined
    if (changed !== undefined) changed.revision += 1
    sent.push(...fresh)
    return [...fresh, ...(changed === undefined ? [] : [changed])].map((one) => ({ ...one }))
  }

  #event(deviceId: string, id: string, revision: number): InteractionEvent {
    const { random, workDays } = this.#options
    // A record stays on its day.
    const workDay = workDays[id.charCodeAt(id.length - 1) % workDays.length] ?? ''
    return interactionEvent(deviceId, ratedData(workDay, { rating: RATINGS[random(5)] ?? 3 }), id, revision)
  }

  async #sendOnce(
    headers: Readonly<Record<string, string>>,
    records: readonly { readonly id: string; readonly revision: number }[],
    events: readonly InteractionEvent[],
  ): Promise<number> {
    try {
      const response = await this.#post(ROUTES.events, headers, JSON.stringify(events))
      const { status } = response
      if (status === 200) this.#noteStored(records, events, await response.json())
      else {
        const text = await response.text()
        if (!AGAIN.has(status) || !/^\d+$/.test(response.headers.get('retry-after') ?? ''))
          this.wrong.push(`${status}, Retry-After ${response.headers.get('retry-after')}: ${text}`)
      }
      return status
    } catch (error) {
      this.wrong.push(`no answer: ${String(error)}`)
      return 0
    }
  }

  #noteStored(
    records: readonly { readonly id: string; readonly revision: number }[],
    events: readonly InteractionEvent[],
    answer: unknown,
  ): void {
    const { stored, stale, newer, refused } = eventsAnswerSchema.parse(answer)
    if (stored + stale !== events.length || newer.length > 0 || refused.length > 0)
      this.wrong.push(`an answer that doesn't fit: ${JSON.stringify(answer)}`)
    for (const [place, { id, revision }] of records.entries()) {
      const data = events[place]?.data
      if (data !== undefined) this.answered.set(id, { revision, data })
    }
  }
}
