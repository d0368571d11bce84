/** Every record there is, in pages, for an export that doesn't hold up the program. */
import type { Database } from 'better-sqlite3'

import type { DayRecord, Interaction, PulseRecord } from '../../shared/records.ts'
import type { Guard } from './errors.ts'
import { DAY_COLUMNS, INTERACTION_COLUMNS, PULSE_COLUMNS, toDay, toInteraction, toPulse } from './rows.ts'
import type { DayRow, InteractionRow, PulseRow } from './rows.ts'
import { LOWEST_ID, uuidBytes } from './uuid.ts'

/** Oldest first (by id), tombstones included, at most `limit`; only those whose id comes after `after`. */
type Page<R> = (limit: number, after: string | null) => R[]

export interface Everything {
  readonly everything: {
    readonly interactions: Page<Interaction>
    readonly days: Page<DayRecord>
    readonly pulses: Page<PulseRecord>
  }
}

export function createEverything(db: Database, guard: Guard): Everything {
  const rowsOf = <W>(columns: string, table: string) =>
    db.prepare<[after: Buffer, limit: number], W>(
      `SELECT ${columns} FROM ${table} WHERE id > ? ORDER BY id LIMIT ?`,
    )
  const interactions = rowsOf<InteractionRow>(INTERACTION_COLUMNS, 'interactions')
  const days = rowsOf<DayRow>(DAY_COLUMNS, 'days')
  const pulses = rowsOf<PulseRow>(PULSE_COLUMNS, 'pulses')
  const keyOf = (after: string | null) => uuidBytes(after ?? LOWEST_ID)
  return {
    everything: {
      interactions: (limit, after) => guard(() => interactions.all(keyOf(after), limit).map(toInteraction)),
      days: (limit, after) => guard(() => days.all(keyOf(after), limit).map(toDay)),
      pulses: (limit, after) => guard(() => pulses.all(keyOf(after), limit).map(toPulse)),
    },
  }
}
