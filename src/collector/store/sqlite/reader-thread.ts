/**
 * The thread that reads for people and administration, so that neither ingest nor the main thread waits for it. Two
 * connections: a transaction looks at one moment for as long as it takes, single queries always at the present.
 */
import type { MessagePort } from 'node:worker_threads'

import { type Change, createChanges } from './changes.ts'
import { openForReading } from './open-database.ts'
import type { Report, Request } from './protocol.ts'
import type { LifeReport, ThreadRole } from '../thread/protocol.ts'

export function runReader(port: MessagePort, { path }: ThreadRole & { readonly s: 'reader' }): void {
  const report = (message: Report | LifeReport): void => port.postMessage(message)
  const present = openForReading(path)
  const moment = openForReading(path)
  const queries = createChanges(present, report)
  const transactions = createChanges(moment, report, 'BEGIN')
  const waiting: Change[] = []
  let closing = false

  const work = (): void => {
    while (!transactions.inSession()) {
      const next = waiting.shift()
      if (next === undefined) break
      transactions.run(next)
    }
    if (!closing || transactions.inSession()) return
    present.close()
    moment.close()
    report({ k: 'closed' })
    port.close()
  }

  port.on('message', (message: Request) => {
    if (message.k === 'close') closing = true
    else if (message.k === 'query' && message.session === null) queries.run(message)
    else if (message.k !== 'ingest') {
      if (transactions.continues(message)) transactions.run(message)
      else waiting.push(message)
    }
    work()
  })
  report({ k: 'ready' })
}
