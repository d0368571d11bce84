/** How people's questions go to the collector: each in its turn, and none ever rejects. */
import { storageProblemOf } from '../../shared/storage-problem.ts'
import type { Access, Refused } from './collector.ts'
import type { Link } from './link.ts'
import type { SyncParts } from './parts.ts'
import { problemOf, type Failure, type Problem } from './results.ts'
import { tell } from './telling.ts'
import type { Turns } from './turns.ts'

export class Asking {
  readonly #log: SyncParts['log']
  readonly #link: Link
  readonly #turns: Turns
  readonly #left: () => void

  /** @param left a request is over, whatever came of it */
  constructor(log: SyncParts['log'], link: Link, turns: Turns, left: () => void) {
    this.#log = log
    this.#link = link
    this.#turns = turns
    this.#left = left
  }

  /** Something that needs the collector. */
  async ask<T>(job: (access: Access, signal: AbortSignal) => Promise<T | Problem>): Promise<T | Problem> {
    return this.alone<T | Problem>(async (signal) => {
      const { access, connection } = this.#link
      if (access === undefined || connection !== 'enrolled') return NOT_ENROLLED
      return job(access, signal)
    })
  }

  /** Something while nothing else is under way. */
  alone<T>(job: (signal: AbortSignal) => Promise<T>): Promise<T | Failure> {
    return this.#turns.alone<T | Failure>(
      async (signal) => {
        try {
          return await job(signal)
        } catch (error) {
          tell(() => this.#log.error('sync: could not be done', error))
          return { ok: false, code: storageProblemOf(error) === undefined ? 'bad-answer' : 'storage' }
        }
      },
      () => this.#left(),
    )
  }

  /** What a refusal means here; a connection that is lost is known as lost from now on. */
  problemOf(refused: Refused): Problem {
    if (refused.why !== 'lost') return { ok: false, code: problemOf(refused) }
    this.#link.lose(refused.connection)
    return NOT_ENROLLED
  }
}

export const NOT_ENROLLED = { ok: false, code: 'not-enrolled' } as const satisfies Problem
