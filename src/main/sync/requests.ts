/** What people ask for: joining a team and leaving it, and what the collector holds of them. */
import { Asking } from './asking.ts'
import { SYNC_STATE } from './document.ts'
import { parseEndpoint } from './endpoint.ts'
import type { Link } from './link.ts'
import type { SyncParts } from './parts.ts'
import {
  problemOf,
  type EnrolResult,
  type EraseOptions,
  type ExportResult,
  type SyncCallResult,
  type TransferCodeResult,
} from './results.ts'
import type { Turns } from './turns.ts'

const MOST_CODE = 100

export interface RequestNews {
  /** How this computer stands with its endpoint is new: what was wrong before no longer counts. */
  startedOver(): void
  /** A request is over, whatever came of it. */
  left(): void
}

/** Every request waits for its turn, never rejects, and leaves everything as it was where it doesn't work. */
export class Requests {
  readonly #parts: SyncParts
  readonly #link: Link
  readonly #turns: Turns
  readonly #news: RequestNews
  readonly #asking: Asking

  constructor(parts: SyncParts, link: Link, turns: Turns, news: RequestNews) {
    this.#parts = parts
    this.#link = link
    this.#turns = turns
    this.#news = news
    this.#asking = new Asking(parts.log, link, turns, () => news.left())
  }

  /** Reads what is remembered. */
  async open(): Promise<void> {
    await this.#asking.alone(async (signal) => {
      await this.#link.open(signal)
    })
  }

  /** As `Sync.enrol`. */
  async enrol(endpoint: string, code: string): Promise<EnrolResult> {
    const parsed = parseEndpoint(endpoint)
    if (!parsed.ok) return parsed
    const { managed, isManaged } = this.#link
    const isElsewhere = managed?.wire !== 'aftercall' || managed.endpoint !== parsed.endpoint
    if (isManaged && isElsewhere) return { ok: false, code: 'bad-address' }
    if (code.trim() === '' || code.length > MOST_CODE) return { ok: false, code: 'code-unknown' }
    this.#turns.interrupt()
    return this.#asking.alone<EnrolResult>(async (signal) => {
      this.#link.memory.load()
      const result = await this.#link.enrol(parsed.endpoint, code.trim(), signal)
      if (result.ok) {
        this.#news.startedOver()
        return { ok: true }
      }
      if (result.why === 'code') return { ok: false, code: result.code }
      return { ok: false, code: problemOf(result) }
    })
  }

  /** As `Sync.disconnect`. */
  async disconnect(): Promise<void> {
    if (this.#link.isManaged) return
    this.#turns.interrupt()
    await this.#asking.alone<SyncCallResult>(async (signal) => {
      const { access, connection } = this.#link
      if (access !== undefined && connection === 'enrolled') await this.#link.collector.leave(access, signal)
      await this.#link.forget()
      this.#news.startedOver()
      return { ok: true }
    })
  }

  /** As `Sync.createTransferCode`. */
  createTransferCode(): Promise<TransferCodeResult> {
    return this.#asking.ask<TransferCodeResult>(async (access, signal) => {
      const outcome = await this.#link.collector.transferCode(access, signal)
      if (!outcome.ok) return this.#asking.problemOf(outcome)
      return { ok: true, code: outcome.value.code, expiresAt: Date.parse(outcome.value.expiresAt) }
    })
  }

  /** As `Sync.exportFromCollector`. */
  exportFromCollector(): Promise<ExportResult> {
    return this.#asking.ask<ExportResult>(async (access, signal) => {
      const outcome = await this.#link.collector.export(access, signal)
      if (!outcome.ok) return this.#asking.problemOf(outcome)
      return { ok: true, body: outcome.value.body, mediaType: outcome.value.contentType }
    })
  }

  /** As `Sync.erase`. */
  erase({ collector, here, keepState }: EraseOptions): Promise<SyncCallResult> {
    const eraseHere = async (): Promise<void> => {
      if (!here) return
      await this.#parts.store.eraseAll([...keepState, SYNC_STATE])
      // Nothing of that time is left here: all that comes is compared, whatever its ids.
      this.#link.memory.change({ erasedUpTo: null })
    }
    if (!collector) {
      this.#turns.interrupt()
      return this.#asking.alone<SyncCallResult>(async () => {
        await eraseHere()
        return { ok: true }
      })
    }
    return this.#asking.ask<SyncCallResult>(async (access, signal) => {
      const outcome = await this.#link.collector.erase(access, signal)
      if (!outcome.ok) return this.#asking.problemOf(outcome)
      await this.#link.adopt(outcome.value, access.endpoint, 'settle', this.#link.document.usedCode)
      this.#news.startedOver()
      await eraseHere()
      return { ok: true }
    })
  }
}
