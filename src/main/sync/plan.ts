/** When the next round begins. */
import { Backoff } from './backoff.ts'
import type { Chance } from './chance.ts'
import type { SyncClock } from './parts.ts'
import { Timer, type WaitReason } from './timer.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
/** After a start; a whole site starts at nine. */
const START_MS = MINUTE
/** After a change, for what follows it: solved, a reason, an undo. */
const GATHER_MS = 3 * SECOND
/** After the day smiley: everybody's shift ends at five. */
const SPREAD_MS = 5 * MINUTE
/** The middle of the time between two tries of what rarely helps: half and half again. */
const RARELY_MS = 60 * MINUTE

export class Plan {
  readonly #timer: Timer
  readonly #backoff: Backoff
  readonly #chance: Chance

  constructor(clock: SyncClock, chance: Chance, begin: () => void) {
    this.#timer = new Timer(clock, begin)
    this.#backoff = new Backoff(() => chance.next())
    this.#chance = chance
  }

  /** What is waited for; `undefined`: nothing is planned. */
  get reason(): WaitReason | undefined {
    return this.#timer.reason
  }

  start(): void {
    this.#timer.set('gather', this.#chance.within(START_MS))
  }

  gather(): void {
    this.#timer.set('gather', GATHER_MS)
  }

  spread(): void {
    this.#timer.set('spread', this.#chance.within(SPREAD_MS))
  }

  soon(ms: number): void {
    this.#timer.set('now', ms)
  }

  rarely(): void {
    this.#timer.set('rarely', this.#chance.around(RARELY_MS))
  }

  /** @param retryAfterMs where the other side has said when to come back */
  failed(retryAfterMs: number | undefined): void {
    const reason = retryAfterMs === undefined ? 'backoff' : 'retry-after'
    this.#timer.set(reason, this.#backoff.failed(retryAfterMs))
  }

  /** The next failure is the first again. */
  succeeded(): void {
    this.#backoff.reset()
  }

  /** Nothing is waited for any more. */
  clear(): void {
    this.#timer.clear()
  }
}
