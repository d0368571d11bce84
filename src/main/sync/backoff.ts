/**
 * When to try again, for ever: full jitter under a bound that doubles
 * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
 */
const FIRST_MS = 5_000
const MOST_MS = 15 * 60_000
/** Never at once: a loop without a pause helps nobody. */
const LEAST_MS = 1_000
/** Spread of those who were told to wait for the same time. */
const SPREAD_MS = 5_000

export class Backoff {
  readonly #random: () => number
  #failures = 0

  /** @param random uniform in [0, 1) */
  constructor(random: () => number) {
    this.#random = random
  }

  /** A try succeeded. */
  reset(): void {
    this.#failures = 0
  }

  /** A try failed. @returns ms until the next one; at least `retryAfterMs` where the other side has said so */
  failed(retryAfterMs: number | undefined): number {
    // 2 ** 30 is enough; without the bound months of trying would end at Infinity.
    const bound = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(this.#failures, 30))
    this.#failures += 1
    if (retryAfterMs === undefined) return Math.max(LEAST_MS, Math.round(this.#random() * bound))
    const spread = Math.min(bound, retryAfterMs + SPREAD_MS)
    return Math.max(LEAST_MS, retryAfterMs + Math.round(this.#random() * spread))
  }
}
