/** Begins what a thread of this database is for. Each loads only what it needs: a command of the command line waits for it. */
import type { MessagePort } from 'node:worker_threads'

import type { LifeReport, ThreadRole } from '../thread/protocol.ts'
import { toThreadError } from './thread-error.ts'

export async function runThread(
  port: MessagePort,
  role: Exclude<ThreadRole, { readonly s: 'ingest' | 'closing' }>,
): Promise<void> {
  const report = (message: LifeReport): void => port.postMessage(message)
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
}
