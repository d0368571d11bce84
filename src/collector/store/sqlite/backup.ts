/** Backups of a database that is in use. */
import { existsSync, renameSync, rmSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

import { StoreError } from '../store.ts'
import { guardedAsync } from './errors.ts'
import { makeFolder, sizeOf, syncFolder, temporaryName } from '../../../disk/files.ts'
import { startThread } from '../thread/start-thread.ts'

export interface Backup {
  readonly path: string
  readonly sizeBytes: number
}

/**
 * Writes one moment of a database into a file of its own, checked and on the disk, in a thread: the server goes on.
 * Whatever interrupts it, there is the whole backup under that name or none.
 * @throws StoreError `conflict` when the file is there already, `disk-full`, `io` …
 */
export async function backUpDatabase(database: string, target: string): Promise<Backup> {
  const path = resolve(target)
  if (existsSync(path)) throw new StoreError('conflict', `${path} is there already. It was not touched.`)
  const temporary = temporaryName(path)
  return await guardedAsync(path, async () => {
    makeFolder(dirname(path))
    rmSync(temporary, { force: true })
    const thread = await startThread({ s: 'backup', path: database, target: temporary }, ignore, ignore)
    await thread.ended
    // The thread has waited for the disk.
    renameSync(temporary, path)
    syncFolder(dirname(path))
    return { path, sizeBytes: sizeOf(path) }
  })
}

const ignore = (): void => undefined
