/** A clock that runs faster than ours and can be set: waits of minutes take milliseconds. */
import type { SyncClock } from '../../../src/main/sync/index.ts'

/** When every run begins, for devices and collector alike. */
export const START = Date.UTC(2026, 10, 20, 9)

/** Waits of this length are for real processes to answer: on a busy machine those need real time. */
const PATIENCE_MS = 20_000
const LEAST_PATIENCE_MS = 1_000

export class ScaledClock implements SyncClock {
  readonly #speed: number
  readonly #began = performance.now()
  readonly #start: number
  #offset = 0

  /** @param start what it says at first, epoch ms */
  constructor(speed: number, start: number) {
    this.#speed = speed
    this.#start = start
  }

  now(): number {
    return Math.floor(this.#start + (performance.now() - this.#began) * this.#speed + this.#offset)
  }

  /** Somebody sets it. Timers don't mind. */
  jump(ms: number): void {
    this.#offset += ms
  }

  after(ms: number, job: () => void): () => void {
    const least = ms < PATIENCE_MS ? 0 : LEAST_PATIENCE_MS
    const timer = setTimeout(job, Math.max(least, ms / this.#speed))
    return () => clearTimeout(timer)
  }
}
