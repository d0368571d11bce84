/** Buckets that refill steadily: a burst is fine, a flood isn't. Without timers; they count when they are asked. */

export interface Rate {
  readonly burst: number
  readonly perSecond: number
}

export interface Bucket {
  left: number
  /** Epoch ms of the last count. */
  at: number
}

export function fullBucket(rate: Rate, now: number): Bucket {
  return { left: rate.burst, at: now }
}

/** Takes from the bucket. @returns 0, or the seconds after which there is enough; nothing is taken then */
export function take(bucket: Bucket, rate: Rate, now: number, cost = 1): number {
  // A clock that was set back neither fills nor empties.
  bucket.left = Math.min(rate.burst, bucket.left + (Math.max(0, now - bucket.at) / 1000) * rate.perSecond)
  bucket.at = now
  if (bucket.left < cost) return Math.max(1, Math.ceil((cost - bucket.left) / rate.perSecond))
  bucket.left -= cost
  return 0
}

export function giveBack(bucket: Bucket, rate: Rate, cost = 1): void {
  bucket.left = Math.min(rate.burst, bucket.left + cost)
}

/** Buckets by key. Holds the newest `most` of them: memory stays bounded whatever is sent from wherever. */
export class Buckets {
  readonly #rate: Rate
  readonly #most: number
  readonly #buckets = new Map<string, Bucket>()

  constructor(rate: Rate, most: number) {
    this.#rate = rate
    this.#most = most
  }

  /** @returns 0, or the seconds to wait */
  take(key: string, now: number): number {
    const bucket = this.#buckets.get(key) ?? fullBucket(this.#rate, now)
    this.#buckets.delete(key)
    this.#buckets.set(key, bucket)
    if (this.#buckets.size > this.#most) {
      const [oldest] = this.#buckets.keys()
      if (oldest !== undefined) this.#buckets.delete(oldest)
    }
    return take(bucket, this.#rate, now)
  }

  giveBack(key: string): void {
    const bucket = this.#buckets.get(key)
    if (bucket !== undefined) giveBack(bucket, this.#rate)
  }
}
