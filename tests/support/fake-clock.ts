/** A clock that moves when the test says so. */
import type { Clock } from '../../src/main/prompting/prompter.ts'

export class FakeClock implements Clock {
  #now: number
  zone: string
  #timers: { at: number; action: () => void }[] = []

  constructor(start: string, zone = 'Europe/Amsterdam') {
    this.#now = Temporal.PlainDateTime.from(start).toZonedDateTime(zone).epochMilliseconds
    this.zone = zone
  }

  now(): number {
    return this.#now
  }

  timeZone(): string {
    return this.zone
  }

  after(ms: number, action: () => void): () => void {
    const timer = { at: this.#now + ms, action }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer)
    }
  }

  /** Timers that are waiting. */
  get pending(): number {
    return this.#timers.length
  }

  /** Lets time pass and runs what falls due, in order. */
  pass(ms: number): void {
    const until = this.#now + ms
    for (;;) {
      const [next] = this.#timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)
      if (next === undefined) break
      this.#timers = this.#timers.filter((other) => other !== next)
      this.#now = Math.max(this.#now, next.at)
      next.action()
    }
    this.#now = until
  }

  /** The clock is set, by hand or after sleep; no timer runs. */
  jumpTo(local: string): void {
    this.#now = Temporal.PlainDateTime.from(local).toZonedDateTime(this.zone).epochMilliseconds
  }
}
