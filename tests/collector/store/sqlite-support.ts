/** What the tests of the store in SQLite share. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import Database from 'better-sqlite3'
import { onTestFinished } from 'vitest'

import { createSqliteStore, type SqliteStore } from '../../../src/collector/store/sqlite/index.ts'
import { StoreError } from '../../../src/collector/store/store.ts'
import { NOW } from './support.ts'

interface OpenOptions {
  readonly role?: 'server' | 'command'
  readonly now?: () => number
}

/** Opens the store in a folder and closes it when the test is over. */
export async function openIn(
  folder: string,
  { role = 'server', now = () => NOW }: OpenOptions = {},
): Promise<SqliteStore> {
  const store = await createSqliteStore({ folder, now, role })
  onTestFinished(() => store.close())
  return store
}

export const databaseIn = (folder: string): string => join(folder, 'collector.db')

/** Looks into a database with another connection, or changes it behind the store's back. */
export function withDatabase<T>(path: string, action: (db: Database.Database) => T): T {
  const db = new Database(path)
  try {
    return action(db)
  } finally {
    db.close()
  }
}

/** The code and the sentence with which something is refused; anything but a `StoreError` is thrown on. */
export async function refusalOf(
  action: () => Promise<unknown>,
): Promise<{ readonly code: string; readonly message: string } | undefined> {
  try {
    await action()
    return undefined
  } catch (error) {
    if (error instanceof StoreError) return { code: error.code, message: error.message }
    throw error
  }
}

/** Names of all files below a folder with their content. */
export function contentsOf(folder: string): ReadonlyMap<string, string> {
  if (!existsSync(folder)) return new Map()
  return new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path, readFileSync(path).toString('base64')]),
  )
}
