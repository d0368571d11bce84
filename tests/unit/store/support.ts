/** What the store's tests share: a store in a folder, and interactions to put into it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import Database from 'better-sqlite3'
import { onTestFinished } from 'vitest'

import { openStore, StoreError } from '../../../src/main/store/index.ts'
import type { Store, StoreErrorCode } from '../../../src/main/store/index.ts'

import { NOW } from './fixtures.ts'

export { DAY, newInteraction, NOW, ZONE } from './fixtures.ts'

/** Opens the store and closes it when the test is over. */
export function openIn(directory: string, now: () => number = () => NOW): Store {
  const store = openStore({ directory, now })
  onTestFinished(() => store.close())
  return store
}

export function databaseIn(directory: string): string {
  return join(directory, 'aftercall.db')
}

/** Looks into the database file with another connection, or changes it behind the store's back. */
export function withDatabase<T>(directory: string, action: (db: Database.Database) => T): T {
  const db = new Database(databaseIn(directory))
  try {
    return action(db)
  } finally {
    db.close()
  }
}

/** The code with which an action is refused; anything but a `StoreError` is thrown on. */
export function refusalOf(action: () => unknown): StoreErrorCode | undefined {
  try {
    action()
    return undefined
  } catch (error) {
    if (error instanceof StoreError) return error.code
    throw error
  }
}

/** Names of all files below a folder with their content. */
export function contentsOf(folder: string): Map<string, Buffer> {
  if (!existsSync(folder)) return new Map()
  return new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path, readFileSync(path)]),
  )
}
