/**
 * The one thread that changes the database. Requests to store are gathered into groups, each a transaction; the
 * changes of people and administration take turns with them.
 */
import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads'

import { encodeAnswers } from '../thread/answer-codec.ts'
import { type Change, createChanges } from './changes.ts'
import { createIngest } from './ingest.ts'
import { openForWriting } from './open-database.ts'
import type { Report, Request } from './protocol.ts'
import type { LifeReport, ThreadRole } from '../thread/protocol.ts'
import { decodeRequests, type IngestRequest } from '../thread/request-codec.ts'
import { toThreadError } from './thread-error.ts'

/** A group takes no more requests once it has so many events: a commit stays well under a tenth of a second. */
const GROUP_EVENTS = 2000

export function runWriter(port: MessagePort, { path, checked }: ThreadRole & { readonly s: 'writer' }): void {
  const db = openForWriting(path, checked)
  const report = (message: Report | LifeReport): void => port.postMessage(message)
  const changes = createChanges(db, report)
  // Prepared with the first request, because the tables have their first rows from the main thread.
  let ingest: ReturnType<typeof createIngest> | undefined
  const waiting: IngestRequest[] = []
  const waitingChanges: Change[] = []
  let today = 0
  let closing = false
  let closed = false

  const receive = (message: Request): void => {
    if (message.k === 'ingest') {
      today = message.today
      waiting.push(...decodeRequests(message.text))
    } else if (message.k === 'close') closing = true
    else if (changes.continues(message)) changes.run(message)
    else waitingChanges.push(message)
  }

  const storeGroup = (): void => {
    const group = takeGroup(waiting)
    try {
      ingest ??= createIngest(db)
      const { identity, answers } = ingest(group, today)
      const errors = answers.flatMap((answer) =>
        answer.s === 'failed' ? [toThreadError(answer.error, path)] : [],
      )
      report({ k: 'answers', identity, answers: encodeAnswers(answers), errors })
    } catch (error) {
      report({ k: 'not-stored', count: group.length, error: toThreadError(error, path) })
    }
  }

  const work = (): void => {
    for (;;) {
      // What came meanwhile belongs to the next group.
      for (let next = receiveMessageOnPort(port); next !== undefined; next = receiveMessageOnPort(port)) {
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the main thread sends nothing else
        receive(next.message as Request)
      }
      // A transaction of the main thread is under way: its next statement comes as a message.
      if (changes.inSession()) return
      const change = waitingChanges.shift()
      if (change !== undefined) changes.run(change)
      else if (waiting.length === 0) break
      if (waiting.length > 0 && !changes.inSession()) storeGroup()
    }
    if (!closing || closed) return
    closed = true
    db.close()
    report({ k: 'closed' })
    port.close()
  }

  port.on('message', (message: Request) => {
    receive(message)
    work()
  })
  report({ k: 'ready' })
}

function takeGroup(waiting: IngestRequest[]): IngestRequest[] {
  let events = 0
  let count = 0
  while (count < waiting.length && events < GROUP_EVENTS)
    events += Math.max(1, waiting[count++]?.events.length ?? 0)
  return waiting.splice(0, count)
}
