/** One timer with a reason: what the sync waits for now. */
import type { SyncClock } from './parts.ts'

export type WaitReason =
  /** A few seconds after a change, so that what follows it goes along. */
  | 'gather'
  /** A random moment within five minutes after the day smiley. */
  | 'spread'
  /** A try has failed. */
  | 'backoff'
  /** The collector has said when to come back. */
  | 'retry-after'
  /** Something that only rarely helps: a collector that doesn't know us, a code that was refused. */
  | 'rarely'
  /** At once, but not from within somebody's call. */
  | 'now'

export class Timer {
  readonly #clock: SyncClock
  readonly #ring: (reason: WaitReason) => void
  #armed: { readonly reason: WaitReason; readonly cancel: () => void } | undefined

  constructor(clock: SyncClock, ring: (reason: WaitReason) => void) {
    this.#clock = clock
    this.#ring = ring
  }

  get reason(): WaitReason | undefined {
    return this.#armed?.reason
  }

  /** Waits anew; whatever it waited for before is forgotten. */
  set(reason: WaitReason, ms: number): void {
    this.clear()
    const armed = {
      reason,
      cancel: this.#clock.after(ms, () => {
        if (this.#armed !== armed) return
        this.#armed = undefined
        this.#ring(reason)
      }),
    }
    this.#armed = armed
  }

  clear(): void {
    this.#armed?.cancel()
    this.#armed = undefined
  }
}
