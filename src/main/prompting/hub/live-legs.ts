/** What is going on right now: answered calls whose end nobody has reported yet. */

interface Leg {
  readonly adapter: string
  ids: readonly string[]
  readonly since: number
}

const share = (a: readonly string[], b: readonly string[]): boolean => a.some((id) => b.includes(id))

export class LiveLegs {
  #legs: Leg[] = []

  get any(): boolean {
    return this.#legs.length > 0
  }

  /** The adapter says that a leg is live. Saying it again changes nothing. Without ids it is the adapter's one unnamed leg. */
  begin(adapter: string, ids: readonly string[], now: number): void {
    const same = this.#legs.find((leg) => leg.adapter === adapter && this.#isOne(leg, ids))
    if (same === undefined) this.#legs.push({ adapter, ids, since: now })
    else same.ids = [...new Set([...same.ids, ...ids])]
  }

  /** The adapter says that a leg is no longer live. */
  end(adapter: string, ids: readonly string[]): void {
    this.#legs = this.#legs.filter((leg) => leg.adapter !== adapter || !this.#isOne(leg, ids))
  }

  /** An interaction ended: whoever called it live, it isn't. */
  ended(adapter: string, ids: readonly string[]): void {
    if (ids.length === 0) this.end(adapter, ids)
    else this.#legs = this.#legs.filter((leg) => !share(leg.ids, ids))
  }

  /** Lets go of all legs of an adapter and returns them. */
  release(adapter: string): { readonly ids: readonly string[] }[] {
    const gone = this.#legs.filter((leg) => leg.adapter === adapter)
    this.#legs = this.#legs.filter((leg) => leg.adapter !== adapter)
    return gone
  }

  /** Lets go of legs that have been live for longer than any conversation lasts. */
  expire(now: number, capMs: number): void {
    this.#legs = this.#legs.filter((leg) => leg.since + capMs > now)
  }

  /** When the next leg reaches the cap. */
  nextExpiry(capMs: number): number {
    return Math.min(Infinity, ...this.#legs.map((leg) => leg.since + capMs))
  }

  #isOne(leg: Leg, ids: readonly string[]): boolean {
    return ids.length === 0 ? leg.ids.length === 0 : share(leg.ids, ids)
  }
}
