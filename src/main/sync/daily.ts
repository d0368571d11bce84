/** Once a day, spread over it. */
import type { Chance } from './chance.ts'
import type { SyncClock } from './parts.ts'

/** The middle of the time from one to the next: half and half again. */
const DAILY_MS = 24 * 60 * 60_000

export class Daily {
  readonly #clock: SyncClock
  readonly #chance: Chance
  readonly #ring: () => void
  #armedAt = 0
  #cancel = (): void => undefined

  constructor(clock: SyncClock, chance: Chance, ring: () => void) {
    this.#clock = clock
    this.#chance = chance
    this.#ring = ring
  }

  /** Begins, or begins anew. */
  arm(): void {
    this.#cancel()
    this.#armedAt = this.#clock.now()
    this.#cancel = this.#clock.after(this.#chance.around(DAILY_MS), () => this.#now())
  }

  /** Timers stand still while a computer sleeps: rings if it is time. */
  woke(): void {
    if (Math.abs(this.#clock.now() - this.#armedAt) >= DAILY_MS) this.#now()
  }

  stop(): void {
    this.#cancel()
  }

  #now(): void {
    this.arm()
    this.#ring()
  }
}
