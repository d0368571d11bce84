/** The thread that stores what comes in: what arrives while a group is on its way is stored together in the next one. */
import type { MessagePort } from 'node:worker_threads'

import type { IngestMessage, IngestReport, LifeReport, ThreadRole } from '../thread/protocol.ts'
import { decodeRequests } from '../thread/request-codec.ts'
import { toStoreError } from './errors.ts'
import { createIngest } from './ingest.ts'
import { createLanes } from './lanes.ts'
import { createIngestPool } from './session.ts'

/** Groups on their way at once: one is written while the other waits for its commit. */
const LANES = 2

export function runIngest(
  port: MessagePort,
  { connectionString, path: name, isDistributed }: ThreadRole & { readonly s: 'ingest' },
): void {
  const report = (message: IngestReport | LifeReport): void => port.postMessage(message)
  const pool = createIngestPool({ connectionString, name }, LANES, isDistributed)
  const store = createIngest(pool, isDistributed, (error) => toStoreError(error, name))
  const lanes = createLanes(LANES, store, report)
  const close = async (): Promise<void> => {
    await lanes.close()
    await pool.end()
    report({ k: 'closed' })
    port.close()
  }
  port.on('message', (message: IngestMessage) => {
    if (message.k === 'ingest') lanes.add(decodeRequests(message.text), message.today)
    else void close()
  })
  report({ k: 'ready' })
}
