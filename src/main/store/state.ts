/** Small documents of the program itself: settings, what the prompting must remember over a crash. */
import type { Database } from 'better-sqlite3'

import type { z } from '../../shared/zod.ts'
import { StoreError } from './errors.ts'
import type { Guard } from './errors.ts'

export interface StateStore {
  /** The document, checked against its schema; `undefined` when there is none or it doesn't fit (any more). */
  read<T>(key: string, schema: z.ZodType<T>): T | undefined
  /** Writes the whole document, which JSON must be able to hold. */
  write(key: string, value: unknown): void
  /** Makes this document and all under it (`<key>/…`) say nothing: `null`, at once, what they said overwritten. */
  empty(key: string): void
}

export function createState(db: Database, guard: Guard): StateStore {
  const read = db.prepare<[key: string], string>('SELECT value FROM state WHERE key = ?').pluck()
  const write = db.prepare<[key: string, value: string]>(
    `INSERT INTO state (key, value) VALUES (?, ?)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value, revision = revision + 1
       WHERE value <> excluded.value`,
  )
  const empty = db.prepare<[key: string, from: string, to: string]>(
    // From "<key>/" up to what would come after it.
    `UPDATE state SET value = 'null', revision = revision + 1
     WHERE (key = ? OR (key >= ? AND key < ?)) AND value <> 'null'`,
  )
  return {
    read: (key, schema) =>
      guard(() => {
        const json = read.get(key)
        return json === undefined ? undefined : schema.safeParse(JSON.parse(json)).data
      }),
    write: (key, value) =>
      guard(() => {
        const json = JSON.stringify(value) as string | undefined
        if (json === undefined) {
          throw new StoreError('invalid', db.name, `${key} can't be written: JSON has no form for its value.`)
        }
        write.run(key, json)
      }),
    empty: (key) =>
      guard(() => {
        empty.run(key, `${key}/`, `${key}0`)
      }),
  }
}
