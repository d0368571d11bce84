/** Writes that the disk refused for now: kept in their order and tried again, so that no answer is lost. */
import { storageProblemOf, type StorageProblem } from '../../shared/storage-problem.ts'

export class WriteQueue {
  readonly #changed: () => void
  readonly #written = new Set<() => void>()
  #writes: (() => void)[] = []
  #problem: StorageProblem | undefined

  /** @param changed called when writes begin to be kept, when the reason changes and when all is on disk */
  constructor(changed: () => void) {
    this.#changed = changed
  }

  /** Why writes are being kept; `undefined` when everything is on disk. */
  get problem(): StorageProblem | undefined {
    return this.#problem
  }

  /** Calls `listener` each time when everything that was kept has been written. */
  onWritten(listener: () => void): void {
    this.#written.add(listener)
  }

  /**
   * Writes now if the disk lets it, in order with what is kept already.
   * @returns what `write` returned, or `undefined` when it is kept
   * @throws what `write` throws that isn't a passing problem of the disk
   */
  attempt<T>(write: () => T): { readonly value: T } | undefined {
    if (this.#writes.length === 0 || this.flush()) {
      try {
        return { value: write() }
      } catch (error) {
        const problem = storageProblemOf(error)
        if (problem === undefined) throw error
        this.#writes.push(write)
        this.#setProblem(problem)
        return undefined
      }
    }
    this.#writes.push(write)
    return undefined
  }

  /**
   * Tries to write what is kept.
   * @returns whether everything is on disk now
   * @throws what a write throws that isn't a passing problem; that write is dropped, the others stay
   */
  flush(): boolean {
    for (let write = this.#writes[0]; write !== undefined; write = this.#writes[0]) {
      try {
        write()
      } catch (error) {
        const problem = storageProblemOf(error)
        if (problem === undefined) {
          this.#writes.shift()
          throw error
        }
        this.#setProblem(problem)
        return false
      }
      this.#writes.shift()
    }
    if (this.#problem !== undefined) {
      for (const listener of this.#written) listener()
      this.#setProblem(undefined)
    }
    return true
  }

  /** What is kept is no longer wanted: everything it was about is erased. */
  drop(): void {
    if (this.#writes.length === 0) return
    this.#writes = []
    for (const listener of this.#written) listener()
    this.#setProblem(undefined)
  }

  #setProblem(problem: StorageProblem | undefined): void {
    if (problem === this.#problem) return
    this.#problem = problem
    this.#changed()
  }
}
