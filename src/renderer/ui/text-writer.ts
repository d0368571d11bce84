/** Writes what is typed into a field: after a pause, or when told to. Keeps what could not be written and tries again. */

/** What has been typed and is … */
export type WritingState = 'clean' | 'dirty' | 'saved' | 'failed'

export interface WriterOptions {
  /** Answers whether the text is written. */
  readonly save: (text: string) => Promise<boolean>
  readonly onState: (state: WritingState) => void
  readonly pauseMs?: number
  readonly retryMs?: number
}

export class TextWriter {
  #save: (text: string) => Promise<boolean>
  readonly #onState: (state: WritingState) => void
  readonly #pauseMs: number
  readonly #retryMs: number
  #written: string
  #typed: string | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #running: Promise<boolean> = Promise.resolve(true)

  constructor(written: string, { save, onState, pauseMs = 800, retryMs = 5000 }: WriterOptions) {
    this.#written = written
    this.#save = save
    this.#onState = onState
    this.#pauseMs = pauseMs
    this.#retryMs = retryMs
  }

  /** Whether something typed isn't written yet. */
  get dirty(): boolean {
    return this.#typed !== undefined
  }

  /** The text as it is written, perhaps by the other window, and how to write from now on. */
  renew(written: string, save: (text: string) => Promise<boolean>): void {
    this.#written = written
    this.#save = save
  }

  edit(text: string): void {
    this.#typed = text
    this.#onState('dirty')
    this.#wait(this.#pauseMs)
  }

  /** What was typed last isn't to be written. */
  forget(): void {
    clearTimeout(this.#timer)
    this.#typed = undefined
  }

  /** Writes at once what isn't written; `false` when that failed. One after the other, so that nothing is sent twice. */
  flush(): Promise<boolean> {
    clearTimeout(this.#timer)
    this.#running = this.#running.then(() => this.#write())
    return this.#running
  }

  async #write(): Promise<boolean> {
    const text = this.#typed
    if (text === undefined) return true
    const done = text === this.#written || (await this.#save(text))
    if (!done) {
      this.#onState('failed')
      this.#wait(this.#retryMs)
      return false
    }
    this.#written = text
    // More may have been typed meanwhile; its own timer runs.
    if (this.#typed === text) {
      this.#typed = undefined
      this.#onState('saved')
    }
    return true
  }

  #wait(ms: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.flush(), ms)
  }
}
