/** The two threads that have the database open, as the rest of the store uses them. */
import { Kysely } from 'kysely'

import { dayOf } from '../days.ts'
import type { Schema } from '../schema.ts'
import { StoreError, type Credential, type IncomingEvent, type IngestResult } from '../store.ts'
import { createIngestQueue } from '../thread/ingest-queue.ts'
import type { Report, Request } from './protocol.ts'
import { createQueryClient } from './query-client.ts'
import { startThread, type Thread } from '../thread/start-thread.ts'
import { createWorkerDialect } from './worker-dialect.ts'

export interface ThreadsOptions {
  readonly database: string
  /** Whether the file's structure is checked before it is used. */
  readonly checked: boolean
  /** Epoch ms. */
  readonly now: () => number
  /** How many events may wait to be stored. */
  readonly queueEvents: number
  /** A thread has died: nothing more can be stored, and the process should end. */
  readonly onFatal: (error: StoreError) => void
}

export interface Threads {
  ingest(credential: Credential, events: readonly IncomingEvent[]): Promise<IngestResult>
  readonly db: Kysely<Schema>
  /** Rejects when nothing can be written now. */
  check(): Promise<void>
  /** Finishes what was asked for and closes the database. */
  close(): Promise<void>
}

interface Said {
  readonly request: Request
  readonly report: Report
}

/** @throws StoreError what keeps the database from being opened */
export async function startThreads(options: ThreadsOptions): Promise<Threads> {
  const { database: path, checked, now, queueEvents } = options
  const threads: Thread<Request>[] = []
  const postTo = (place: number) => (request: Request) => threads[place]?.post(request)
  const [toWriter, toReader] = [postTo(0), postTo(1)]
  const queue = createIngestQueue(toWriter, () => dayOf(now()), queueEvents)
  const writer = createQueryClient(toWriter)
  const reader = createQueryClient(toReader)
  const fail = (error: StoreError): void => {
    for (const part of [queue, writer, reader]) part.fail(error)
  }
  const die = (error: StoreError): void => {
    fail(error)
    options.onFatal(error)
  }
  const fromReader = (report: Report): void => {
    if (report.k === 'result' || report.k === 'failed') reader.receive(report)
  }
  const fromWriter = (report: Report): void => {
    if (report.k === 'result' || report.k === 'failed') writer.receive(report)
    else queue.receive(report)
  }

  const end = async (): Promise<void> => {
    // The writer last: whoever closes last writes the log back into the database.
    for (const thread of threads.toReversed()) {
      thread.post({ k: 'close' })
      await thread.ended
    }
    fail(new StoreError('closed', `${path} is closed.`))
  }
  threads.push(await startThread<Said>({ s: 'writer', path, checked }, fromWriter, die))
  try {
    threads.push(await startThread<Said>({ s: 'reader', path }, fromReader, die))
  } catch (error) {
    await end()
    throw error
  }

  let closed: Promise<void> | undefined
  return {
    ingest: (credential, events) => queue.add(credential, events),
    db: new Kysely<Schema>({ dialect: createWorkerDialect(writer, reader) }),
    check: () => writer.check(),
    close() {
      queue.close(new StoreError('busy', `${path} is being closed.`))
      return (closed ??= end())
    },
  }
}
