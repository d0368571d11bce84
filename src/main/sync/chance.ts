/** Spreads what all computers would do at the same moment. */
export class Chance {
  readonly #random: () => number

  /** @param random uniform in [0, 1); anything else counts as the middle */
  constructor(random: () => number) {
    this.#random = random
  }

  /** Uniform in [0, 1). */
  next(): number {
    const random = this.#random()
    return random >= 0 && random < 1 ? random : 0.5
  }

  /** At most so long. */
  within(ms: number): number {
    return Math.round(this.next() * ms)
  }

  /** Between half and half again as long. */
  around(ms: number): number {
    return Math.round(ms * (0.5 + this.next()))
  }
}
