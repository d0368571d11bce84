/**
 * The entry of every thread that has the database open. One file, so that a build has to name one; what a thread is for
 * says its `workerData`.
 */
import { parentPort, workerData } from 'node:worker_threads'

import { runBackup } from './backup-thread.ts'
import type { Report, ThreadRole } from './protocol.ts'
import { runReader } from './reader-thread.ts'
import { toThreadError } from './thread-error.ts'
import { runWriter } from './writer-thread.ts'

const port = parentPort
if (port === null) throw new Error('This file is started as a thread by the store.')
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- start-thread.ts gives nothing else
const role = workerData as ThreadRole
const report = (message: Report): void => port.postMessage(message)

try {
  switch (role.s) {
    case 'writer':
      runWriter(port, role)
      break
    case 'reader':
      runReader(port, role)
      break
    case 'backup':
      runBackup(port, role)
  }
} catch (error) {
  report({ k: 'refused', error: toThreadError(error, role.path) })
  port.close()
}
