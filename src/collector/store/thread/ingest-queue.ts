/** Requests to store on their way through the thread that stores them: gathered for a tick, counted, answered in their order. */
import { StoreError, type Credential, type IncomingEvent, type IngestResult } from '../store.ts'
import { decodeAnswers } from './answer-codec.ts'
import type { IngestMessage, IngestReport } from './protocol.ts'
import { type Cell, encodeCells, encodeRequest } from './request-codec.ts'
import { fromThreadError } from './thread-error.ts'

export interface IngestQueue {
  add(credential: Credential, events: readonly IncomingEvent[]): Promise<IngestResult>
  /** Takes no more; what was taken goes on its way. */
  close(refusal: StoreError): void
  receive(report: IngestReport): void
  fail(error: StoreError): void
}

/**
 * So many requests go on their way at once, before the tick is over: it may bring one of every connection, and the
 * writer shouldn't wait for the last of them.
 */
const GATHERED = 16

/** Answered requests are cleared away after so many. */
const ANSWERED = 1024

interface Waiting {
  readonly events: number
  readonly resolve: (result: IngestResult) => void
  readonly reject: (error: Error) => void
}

/**
 * @param post to the writer thread
 * @param today number of the UTC day
 * @param limit how many events may wait; a request beyond it is refused with `busy`
 */
export function createIngestQueue(
  post: (message: IngestMessage) => void,
  today: () => number,
  limit: number,
): IngestQueue {
  // In the order in which they were sent, which is that of the answers; `first` is the next to be answered.
  let waiting: Waiting[] = []
  let first = 0
  let waitingEvents = 0
  let cells: Cell[] = []
  let gathered = 0
  /** Why nothing more is taken. */
  let broken: StoreError | undefined

  const flush = (): void => {
    if (cells.length === 0) return
    post({ k: 'ingest', today: today(), text: encodeCells(cells) })
    cells = []
    gathered = 0
  }

  const next = (): Waiting | undefined => {
    const request = waiting[first]
    first += 1
    waitingEvents -= request?.events ?? 0
    if (first === waiting.length || first === ANSWERED) {
      waiting = waiting.slice(first)
      first = 0
    }
    return request
  }

  const answerGroup = ({ answers, identity, errors }: IngestReport & { readonly k: 'answers' }): void => {
    const failures = errors.values()
    for (const result of decodeAnswers(answers, identity)) {
      const request = next()
      if (result !== undefined) request?.resolve(result)
      else request?.reject(errorOf(failures.next().value))
    }
  }

  return {
    close(refusal) {
      broken ??= refusal
      flush()
    },
    add: (credential, events) =>
      new Promise((resolve, reject) => {
        // An empty request takes a place too.
        const count = Math.max(1, events.length)
        const refusal = broken ?? (waitingEvents + count > limit ? busy(waitingEvents) : undefined)
        if (refusal !== undefined) {
          reject(refusal)
          return
        }
        // What else comes in this tick goes with it.
        if (cells.length === 0) setImmediate(flush)
        encodeRequest(cells, credential, events)
        waitingEvents += count
        waiting.push({ events: count, resolve, reject })
        gathered += 1
        if (gathered === GATHERED) flush()
      }),
    receive(report) {
      if (report.k === 'answers') {
        answerGroup(report)
        return
      }
      const error = fromThreadError(report.error)
      for (let count = 0; count < report.count; count++) next()?.reject(error)
    },
    fail(error) {
      broken = error
      cells = []
      while (first < waiting.length) next()?.reject(error)
    },
  }
}

function errorOf(failure: Parameters<typeof fromThreadError>[0] | undefined): Error {
  return failure === undefined ? new Error('A request was not stored.') : fromThreadError(failure)
}

function busy(waitingEvents: number): StoreError {
  return new StoreError('busy', `${waitingEvents} events wait to be stored already.`)
}
