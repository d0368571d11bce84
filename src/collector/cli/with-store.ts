/** Opens the store for one command and closes it again. */
import { existsSync } from 'node:fs'
import { openStore } from '../store/open.ts'
import { storeFiles } from '../store/sqlite/files.ts'
import type { WithStore } from './command.ts'
import { notFound } from './problem.ts'

/** @throws CommandProblem `not-found` for a folder in which no collector has been yet */
export function assertDatabaseExists(folder: string): void {
  if (existsSync(storeFiles(folder).database)) return
  throw notFound(`There are no records in ${folder}. \`serve\` and \`team add\` begin there.`)
}

/**
 * A command that only looks or changes makes no store where there is none: the folder is most likely a wrong one.
 * @param now epoch ms
 */
export function storeOpener(now: () => number): WithStore {
  return async (location, work, { create = false } = {}) => {
    if (location.kind === 'sqlite' && !create) assertDatabaseExists(location.folder)
    const store = await openStore({
      database: location.kind === 'postgres' ? location.url : undefined,
      dataFolder: location.kind === 'sqlite' ? location.folder : '',
      now,
      role: 'command',
    })
    try {
      return await work(store)
    } finally {
      await store.close()
    }
  }
}
