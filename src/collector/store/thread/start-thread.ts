/** A thread that has the database open, as the main thread sees it. */
import { Worker } from 'node:worker_threads'

import { StoreError } from '../store.ts'
import type { LifeReport, ThreadRole } from './protocol.ts'
import { fromThreadError } from './thread-error.ts'

/** What is said to a thread, and what it says, its life aside. */
interface Conversation {
  readonly request: object
  readonly report: object
}

/** Of objects that a thread has just made. It works through one group after the other; three times that is V8's own. */
const YOUNG_MB = 16

export interface Thread<Request> {
  post(request: Request): void
  /** Resolves when the thread has ended. */
  readonly ended: Promise<void>
}

/**
 * Starts a thread and waits until it is ready.
 * @param onReport everything it says after that
 * @param onDied it has ended without having been asked to
 * @throws what keeps it from beginning
 */
export async function startThread<C extends Conversation>(
  role: ThreadRole,
  onReport: (report: C['report']) => void,
  onDied: (error: StoreError) => void,
): Promise<Thread<C['request']>> {
  // Built, it is one file beside the one that this module has become part of.
  const file = import.meta.url.endsWith('.ts') ? './thread.ts' : './thread.js'
  const worker = new Worker(new URL(file, import.meta.url), {
    workerData: role,
    name: `store ${role.s}`,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  })
  let isClosed = false
  let cause: unknown
  const ended = new Promise<void>((resolve) => void worker.once('exit', () => resolve()))
  worker.on('error', (error: unknown) => {
    cause = error
  })
  const death = () => {
    const why = cause instanceof Error ? `: ${cause.message}` : ''
    return new StoreError('io', `The ${role.s} thread of ${role.path} has ended${why}.`, { cause })
  }

  await new Promise<void>((resolve, reject) => {
    let isReady = false
    worker.on('message', (report: LifeReport | C['report']) => {
      if (!isOfLife(report)) onReport(report)
      else if (report.k === 'refused') reject(fromThreadError(report.error))
      else if (report.k === 'closed') isClosed = true
      else {
        isReady = true
        resolve()
      }
    })
    worker.once('exit', () => {
      if (!isReady) reject(death())
      else if (!isClosed) onDied(death())
    })
  })
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    post: (request) => worker.postMessage(request),
    ended,
  }
}

function isOfLife(report: object): report is LifeReport {
  return 'k' in report && (report.k === 'ready' || report.k === 'refused' || report.k === 'closed')
}

/** What becomes of a thread's death where nobody wants to know: the process ends with it. */
export function throwLater(error: StoreError): void {
  setImmediate(() => {
    throw error
  })
}
