/** Refuses a Node.js on which the database driver would take the whole process down. */
import { canLoadDriver, LEAST_NODE, type Versions } from '../../disk/runtime.ts'
import { StoreError } from './errors.ts'

/** Called before the first connection, which is what loads the native part of the driver. */
export function assertRuntime(path: string, versions: Versions = process.versions): void {
  if (canLoadDriver(versions)) return
  throw new StoreError(
    'wrong-runtime',
    path,
    `The store needs Node.js ${LEAST_NODE} or newer; this is ${versions.node ?? 'unknown'}. ${path} was not opened.`,
  )
}
