/** `publish` for the store: small teams at once, large ones in a thread, so that no request waits for them. */
import { publish, type NewlyPublished, type ToPublish } from '../../publishing/publish.ts'
import type { ClosingReport, ClosingRequest } from './closing-thread.ts'
import { startThread, type Thread } from './start-thread.ts'
import { fromThreadError } from './thread-error.ts'

export interface Closing {
  /** One after the other. */
  publish(input: ToPublish): Promise<NewlyPublished>
  /** Ends the thread, if there is one. */
  end(): Promise<void>
}

/** Contributions that are worked out within a few milliseconds. */
const FEW = 300

/** The thread begins with the first large team. */
export function createClosing(): Closing {
  let thread: Thread<ClosingRequest> | undefined
  let waiting: PromiseWithResolvers<NewlyPublished> | undefined
  const receive = (report: ClosingReport): void => {
    if (report.k === 'published') waiting?.resolve(report.published)
    else waiting?.reject(fromThreadError(report.error))
  }
  const begin = async (): Promise<Thread<ClosingRequest>> =>
    await startThread<{ request: ClosingRequest; report: ClosingReport }>(
      { s: 'closing', path: 'the store' },
      receive,
      (error) => {
        thread = undefined
        waiting?.reject(error)
      },
    )
  return {
    async publish(input) {
      if (sizeOf(input) <= FEW) return publish(input)
      thread ??= await begin()
      waiting = Promise.withResolvers<NewlyPublished>()
      thread.post({ k: 'publish', input })
      return await waiting.promise
    },
    async end() {
      thread?.post({ k: 'close' })
      await thread?.ended
      thread = undefined
    },
  }
}

function sizeOf({ waiting, made }: ToPublish): number {
  return made.reduce((sum, { contributions }) => sum + contributions.length, waiting.length)
}
