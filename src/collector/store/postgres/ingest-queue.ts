/** Group commit: what comes while a group is on its way is stored together in the next one. */
import { StoreError, type Credential, type IncomingEvent, type IngestResult } from '../store.ts'
import type { IngestRequest } from './flush.ts'

export interface IngestQueue {
  /** @throws StoreError `busy` beyond the limit and while the store closes */
  add(credential: Credential, events: readonly IncomingEvent[]): Promise<IngestResult>
  /** Takes nothing more; resolves when everything taken has its answer. */
  close(): Promise<void>
}

export interface QueueOptions {
  /** Events that may wait; a request beyond it is refused. */
  readonly queueEvents: number
  /** Events of one group; a single request may have more. */
  readonly groupEvents: number
  /** Groups on their way at once. */
  readonly lanes: number
  /** Stores a group: an answer for each request, in their order. Never rejects. */
  readonly store: (requests: readonly IngestRequest[]) => Promise<readonly Settled[]>
}

export type Settled = PromiseSettledResult<IngestResult>

interface Waiting extends IngestRequest {
  readonly resolve: (result: IngestResult) => void
  readonly reject: (error: unknown) => void
}

export function createIngestQueue({ queueEvents, groupEvents, lanes, store }: QueueOptions): IngestQueue {
  let waiting: Waiting[] = []
  let waitingEvents = 0
  let underWay = 0
  let scheduled = false
  let closed: (() => void) | undefined
  let isClosed = false

  const take = (): Waiting[] => {
    let events = 0
    let count = 0
    for (const request of waiting) {
      if (count > 0 && events + request.events.length > groupEvents) break
      events += request.events.length
      count += 1
    }
    const group = waiting.slice(0, count)
    waiting = waiting.slice(count)
    waitingEvents -= events
    return group
  }

  const settle = async (group: readonly Waiting[]): Promise<void> => {
    const results = await store(group)
    for (const [place, { resolve, reject }] of group.entries()) {
      const result = results[place]
      if (result?.status === 'fulfilled') resolve(result.value)
      else reject(result?.reason)
    }
    underWay -= 1
    next()
  }

  const next = (): void => {
    while (underWay < lanes && waiting.length > 0) {
      underWay += 1
      void settle(take())
    }
    if (underWay === 0) closed?.()
  }

  return {
    add: (credential, events) =>
      new Promise((resolve, reject) => {
        const refusal = isClosed
          ? new StoreError('busy', 'The store is closing.')
          : waitingEvents + events.length > queueEvents
            ? new StoreError('busy', `${waitingEvents} events wait to be stored already.`)
            : undefined
        if (refusal !== undefined) {
          reject(refusal)
          return
        }
        waiting.push({ credential, events, resolve, reject })
        waitingEvents += events.length
        // What else comes in this tick goes with it.
        if (scheduled) return
        scheduled = true
        setImmediate(() => {
          scheduled = false
          next()
        })
      }),
    close: () =>
      new Promise((resolve) => {
        isClosed = true
        closed = resolve
        next()
      }),
  }
}
