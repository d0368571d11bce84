/** The agent asks for a card by hand: the global shortcut, "Rate an interaction" in the tray, `aftercall://rate`. */
import type { AdapterHost, TriggerAdapter } from './adapter.ts'

export const MANUAL_KIND = 'manual'

export class ManualAdapter implements TriggerAdapter {
  readonly id: string
  readonly kind = MANUAL_KIND
  #host: AdapterHost | undefined

  /** `id` says where the wish came from: `shortcut`, `tray`. */
  constructor(id: string) {
    this.id = id
  }

  start(host: AdapterHost): Promise<void> {
    this.#host = host
    host.state({ s: 'up' })
    return Promise.resolve()
  }

  stop(): Promise<void> {
    this.#host?.state({ s: 'stopped' })
    this.#host = undefined
    return Promise.resolve()
  }

  /** Asks for a card about what just ended. Knows no ids; the hub joins it to what ended a moment ago. */
  request(): { readonly ok: true } | { readonly ok: false; readonly code: 'stopped' } {
    const host = this.#host
    if (host === undefined) return { ok: false, code: 'stopped' }
    host.ended({
      ids: [],
      channel: 'unknown',
      direction: 'unknown',
      cause: 'unknown',
      answered: undefined,
      phase: 'hangup',
      endedAt: host.now(),
    })
    return { ok: true }
  }
}
