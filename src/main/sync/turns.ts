/** One thing at a time: a round, or something that a person asked for. */
export class Turns {
  /** What runs now. Never rejects. */
  #running: Promise<void> | undefined
  /** People's requests that wait, or run. */
  #requests = 0
  #abort = new AbortController()
  #isClosed = false

  get isRunning(): boolean {
    return this.#running !== undefined
  }

  /** Somebody has asked for something that isn't done yet: it comes before the next round. */
  get isAsked(): boolean {
    return this.#requests > 0
  }

  /** Calls off what runs now. */
  get signal(): AbortSignal {
    return this.#abort.signal
  }

  /** Resolves when what runs now has ended. The next may begin at any time. */
  async ended(): Promise<void> {
    await this.#running
  }

  /** Resolves when nothing runs. */
  async idle(): Promise<void> {
    while (this.#running !== undefined) await this.#running
  }

  /** Begins a turn, when nothing runs. @returns ends it */
  take(): () => void {
    const { promise, resolve: end } = Promise.withResolvers<void>()
    this.#running = promise
    return () => {
      this.#running = undefined
      end()
    }
  }

  /**
   * A person's request: between two rounds or, when nobody has called the round off, two batches.
   * @param left called when it is over, whatever came of it
   */
  async alone<T>(job: (signal: AbortSignal) => Promise<T>, left: () => void): Promise<T> {
    this.#requests += 1
    // Where nothing runs, the job begins before this call returns: `view` is right after `start()`.
    if (this.#running !== undefined) await this.idle()
    const leave = this.take()
    try {
      return await job(this.#abort.signal)
    } finally {
      this.#requests -= 1
      leave()
      left()
    }
  }

  /** Calls off what is under way; whoever waits for it goes on. */
  interrupt(): void {
    this.#abort.abort()
    if (!this.#isClosed) this.#abort = new AbortController()
  }

  /** Calls off what is under way and whatever comes after it. */
  close(): void {
    this.#isClosed = true
    this.#abort.abort()
  }
}
