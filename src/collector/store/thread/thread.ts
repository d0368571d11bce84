/**
 * The entry of every thread of the store. One file, so that a build has to name one; what a thread is for says its
 * `workerData`.
 */
import { parentPort, workerData } from 'node:worker_threads'

import type { ThreadRole } from './protocol.ts'

const port = parentPort
if (port === null) throw new Error('This file is started as a thread by the store.')
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- start-thread.ts gives nothing else
const role = workerData as ThreadRole
if (role.s === 'ingest') {
  const { runIngest } = await import('../postgres/ingest-thread.ts')
  runIngest(port, role)
} else if (role.s === 'closing') {
  const { runClosing } = await import('./closing-thread.ts')
  runClosing(port)
} else {
  const { runThread } = await import('../sqlite/run-thread.ts')
  await runThread(port, role)
}
