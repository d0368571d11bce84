/** Refuses a Node.js on which the database driver would take the whole process down. */
import { StoreError } from '../store.ts'

/** better-sqlite3 13 is built against Node-API as Node 22 has it; on Node 20 loading it ends in a segmentation fault. */
const LEAST_NODE = 22

/** Called before the first connection, which is what loads the native part of the driver. */
export function assertRuntime(
  path: string,
  versions: { readonly node?: string | undefined } = process.versions,
): void {
  const major = Number.parseInt(versions.node ?? '0', 10)
  if (major >= LEAST_NODE) return
  throw new StoreError(
    'wrong-runtime',
    `The collector needs Node.js ${LEAST_NODE} or newer; this is ${versions.node ?? 'unknown'}. ${path} was not opened.`,
  )
}
