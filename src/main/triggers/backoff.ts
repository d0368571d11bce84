/**
 * When to try again: full jitter between nothing and a bound that doubles from 250 ms to 30 s
 * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/). A link that comes up and breaks at
 * once goes on waiting longer: only one that stayed up starts anew.
 */

export interface BackoffOptions {
  readonly firstMs?: number
  readonly maxMs?: number
  /** A link has to stay up this long to start anew. */
  readonly stableMs?: number
  /** Uniform in [0, 1). */
  readonly random?: () => number
  /** Milliseconds on a clock that doesn't jump. */
  readonly monotonic?: () => number
}

export class Backoff {
  readonly #firstMs: number
  readonly #maxMs: number
  readonly #stableMs: number
  readonly #random: () => number
  readonly #monotonic: () => number
  #failures = 0
  #upSince: number | undefined

  constructor(options: BackoffOptions = {}) {
    this.#firstMs = options.firstMs ?? 250
    this.#maxMs = options.maxMs ?? 30_000
    this.#stableMs = options.stableMs ?? 5_000
    this.#random = options.random ?? Math.random
    this.#monotonic = options.monotonic ?? (() => performance.now())
  }

  /** Number of the try that is made now, from 1. */
  get attempt(): number {
    return this.#failures + 1
  }

  /** The link is up. */
  up(): void {
    this.#upSince ??= this.#monotonic()
  }

  /** The try failed or the link broke. How long to wait before the next try, in whole ms. */
  down(): number {
    if (this.#upSince !== undefined && this.#monotonic() - this.#upSince >= this.#stableMs) this.#failures = 0
    this.#upSince = undefined
    // 2 ** 30 is enough; without the bound, months of trying would overflow to Infinity * 0.
    const bound = Math.min(this.#maxMs, this.#firstMs * 2 ** Math.min(this.#failures, 30))
    this.#failures += 1
    return Math.round(this.#random() * bound)
  }
}
