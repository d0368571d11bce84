/** One process a folder. A second one must not repair what the first has open. */
import { takeLock } from '../../disk/lock.ts'
import { guardFor, StoreError } from './errors.ts'

/**
 * Locks the folder until the returned function is called or the process ends.
 * @throws StoreError `locked` when another process has it
 */
export function lockFolder(path: string): () => void {
  const unlock = guardFor(path)(() => takeLock(path))
  if (unlock === undefined)
    throw new StoreError('locked', path, `${path} is locked: the program is already running here.`)
  return unlock
}
