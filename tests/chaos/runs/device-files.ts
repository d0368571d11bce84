/** A device's folder, read from outside: over a connection of its own, beside the store or without it. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'

import Database from 'better-sqlite3'

import {
  DAY_COLUMNS,
  INTERACTION_COLUMNS,
  PULSE_COLUMNS,
  toDay,
  toInteraction,
  toPulse,
} from '../../../src/main/store/rows.ts'
import type { DayRow, InteractionRow, PulseRow } from '../../../src/main/store/rows.ts'
import { uuidText } from '../../../src/main/store/uuid.ts'
import type { SyncRecord } from '../../../src/shared/wire/to-event.ts'

export function storeFolder(folder: string): string {
  return join(folder, 'store')
}

export function deviceDatabase(folder: string): string {
  return join(storeFolder(folder), 'aftercall.db')
}

/** Every record of a device, tombstones included. */
export function readDevice(folder: string): SyncRecord[] {
  return withDatabase(folder, [], (db) => [
    ...db
      .prepare<[], InteractionRow>(`SELECT ${INTERACTION_COLUMNS} FROM interactions`)
      .all()
      .map((row) => ({ kind: 'interaction', record: toInteraction(row) }) as const),
    ...db
      .prepare<[], DayRow>(`SELECT ${DAY_COLUMNS} FROM days`)
      .all()
      .map((row) => ({ kind: 'day', record: toDay(row) }) as const),
    ...db
      .prepare<[], PulseRow>(`SELECT ${PULSE_COLUMNS} FROM pulses`)
      .all()
      .map((row) => ({ kind: 'pulse', record: toPulse(row) }) as const),
  ])
}

/** The interactions that can be changed, oldest first. */
export function interactionIds(folder: string): string[] {
  return withDatabase(folder, [], (db) =>
    db
      .prepare<[], Buffer>('SELECT id FROM interactions WHERE deleted = 0 ORDER BY seq')
      .pluck()
      .all()
      .map(uuidText),
  )
}

function withDatabase<T>(folder: string, otherwise: T, read: (db: Database.Database) => T): T {
  const path = deviceDatabase(folder)
  if (!existsSync(path)) return otherwise
  // Read-only: it must not tidy up the log that a killed process has left.
  const db = new Database(path, { readonly: true, timeout: 5000 })
  try {
    return read(db)
  } finally {
    db.close()
  }
}
