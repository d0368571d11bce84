/**
 * The entry of every thread that has the database open. One file, so that a build has to name one; what a thread is for
 * says its `workerData`. Each loads only what it needs: a command of the command line waits for them.
 */
import { parentPort, workerData } from 'node:worker_threads'

import type { Report, ThreadRole } from './protocol.ts'
import { toThreadError } from './thread-error.ts'

const port = parentPort
if (port === null) throw new Error('This file is started as a thread by the store.')
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- start-thread.ts gives nothing else
const role = workerData as ThreadRole
const report = (message: Report): void => port.postMessage(message)

try {
  switch (role.s) {
    case 'writer': {
      const { runWriter } = await import('./writer-thread.ts')
      runWriter(port, role)
      break
    }
    case 'reader': {
      const { runReader } = await import('./reader-thread.ts')
      runReader(port, role)
      break
    }
    case 'backup': {
      const { runBackup } = await import('./backup-thread.ts')
      runBackup(port, role)
    }
  }
} catch (error) {
  report({ k: 'refused', error: toThreadError(error, role.path) })
  port.close()
}
