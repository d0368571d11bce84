/** Errors of SQLite and the file system as the store's own: a code that callers act on, a sentence that names the file. */
import { FAILURE_SENTENCES, fileFailureOf, type FileFailure } from '../../../disk/failure.ts'
import { StoreError } from '../store.ts'

const SENTENCES = {
  ...FAILURE_SENTENCES,
  corrupt: (path) => `${path} is damaged. Restore it from a backup; the devices send again what is missing.`,
} satisfies Record<FileFailure, (path: string) => string>

/** Turns an error of SQLite or the file system into a `StoreError`; anything else is returned as it is. */
export function toStoreError(error: unknown, path: string): unknown {
  const code = fileFailureOf(error)
  return code === undefined ? error : new StoreError(code, SENTENCES[code](path), { cause: error })
}

/** Runs an action on a file; its errors come out as `StoreError`. */
export function guarded<T>(path: string, action: () => T): T {
  try {
    return action()
  } catch (error) {
    throw toStoreError(error, path)
  }
}

/** The same for an action that takes time. */
export async function guardedAsync<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action()
  } catch (error) {
    throw toStoreError(error, path)
  }
}
