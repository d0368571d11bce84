/** One server a data folder. The command line works beside it: its transactions are short and wait for each other. */
import { takeLock } from '../../../disk/lock.ts'
import { StoreError } from '../store.ts'
import { guarded } from './errors.ts'

/**
 * Locks the folder until the returned function is called or the process ends.
 * @throws StoreError `locked` when a server has it
 */
export function lockFolder(path: string): () => void {
  const unlock = guarded(path, () => takeLock(path))
  if (unlock === undefined)
    throw new StoreError('locked', `${path} is locked: a collector is already running on this folder.`)
  return unlock
}
