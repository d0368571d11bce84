/** While the disk refuses answers, they are tried again every few seconds; part of the composition root. */
import type { Clock } from './prompting/prompter.ts'
import type { WriteQueue } from './prompting/write-queue.ts'

/** While the disk refuses, how often it is tried again. */
const RETRY_MS = 5_000

export interface KeptRetryParts {
  readonly queue: Pick<WriteQueue, 'problem' | 'flush'>
  readonly clock: Pick<Clock, 'after'>
  readonly onError: (error: unknown) => void
}

export class KeptRetry {
  readonly #parts: KeptRetryParts
  #isRunning = false
  #stopped = false

  constructor(parts: KeptRetryParts) {
    this.#parts = parts
  }

  get isRunning(): boolean {
    return this.#isRunning
  }

  stop(): void {
    this.#stopped = true
  }

  /** Tries again until everything is on disk. */
  start(): void {
    this.#isRunning = true
    this.#parts.clock.after(RETRY_MS, () => {
      this.#isRunning = false
      if (this.#stopped) return
      try {
        this.#parts.queue.flush()
      } catch (error) {
        this.#parts.onError(error)
      }
      if (this.#parts.queue.problem !== undefined) this.start()
    })
  }
}
