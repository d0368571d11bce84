/** What leaves this computer, or has left: every record that the collector may know, with where it stands. */
import type { Database } from 'better-sqlite3'

import type { Guard } from './errors.ts'
import { TABLE_OF, WAITS, type PendingRecord, type RecordKind } from './pending.ts'
import { DAY_COLUMNS, INTERACTION_COLUMNS, PULSE_COLUMNS, toDay, toInteraction, toPulse } from './rows.ts'
import type { DayRow, InteractionRow, PulseRow } from './rows.ts'
import { HIGHEST_ID, LOWEST_ID, uuidBytes } from './uuid.ts'

/** A record with where its present revision stands. */
export type LeavingRecord = PendingRecord & {
  /** It is yet to be sent. */
  readonly waits: boolean
  /** Why the collector refuses it; `null`: it doesn't. */
  readonly refusedCode: string | null
  /** The collector has confirmed it since everything was erased there. */
  readonly isAnew: boolean
}

export interface LeavingCounts {
  readonly pending: number
  readonly refused: number
  /** Neither waits nor is refused. Those that were erased there and never sent again aren't among them. */
  readonly sent: number
}

export interface Leaving {
  /**
   * Records that may leave, tombstones included, newest first (by id, which begins with the day), at most `limit`; only
   * those whose id comes before `before`. What nobody has answered isn't one.
   */
  leaving(limit: number, before: string | null): LeavingRecord[]
  /** @param erasedUpTo everything up to this id was erased at the collector */
  leavingCounts(erasedUpTo: string | null): LeavingCounts
}

interface Standing {
  readonly waits: number
  readonly is_refused: number
  readonly refused_code: string | null
  readonly is_anew: number
}

const STANDING = `(${WAITS}) AS waits, refused_revision IS revision AS is_refused, refused_code,
  EXISTS (SELECT 1 FROM confirmed_anew AS anew WHERE anew.id = leaving.id) AS is_anew`

export function createLeaving(db: Database, guard: Guard): Leaving {
  const select = <R>(kind: RecordKind, columns: string) =>
    db.prepare<[before: Buffer, limit: number], R & Standing>(
      `SELECT ${columns}, ${STANDING} FROM ${TABLE_OF[kind]} AS leaving
       WHERE revision > 0 AND id < ? ORDER BY id DESC LIMIT ?`,
    )
  const interactions = select<InteractionRow>('interaction', INTERACTION_COLUMNS)
  const days = select<DayRow>('day', DAY_COLUMNS)
  const pulses = select<PulseRow>('pulse', PULSE_COLUMNS)

  const counts = Object.values(TABLE_OF).map((table) =>
    db.prepare<[erasedUpTo: Buffer], LeavingCounts>(
      `SELECT total(waits) AS pending, total(is_refused) AS refused,
         total(NOT waits AND NOT is_refused AND (id > ? OR is_anew)) AS sent
       FROM (SELECT id, ${STANDING} FROM ${table} AS leaving WHERE revision > 0)`,
    ),
  )

  return {
    leaving: (limit, before) =>
      guard(() => {
        const key = uuidBytes(before ?? HIGHEST_ID)
        const found = [
          ...interactions
            .all(key, limit)
            .map((row) => ({ kind: 'interaction', record: toInteraction(row), ...standingOf(row) }) as const),
          ...days
            .all(key, limit)
            .map((row) => ({ kind: 'day', record: toDay(row), ...standingOf(row) }) as const),
          ...pulses
            .all(key, limit)
            .map((row) => ({ kind: 'pulse', record: toPulse(row), ...standingOf(row) }) as const),
        ]
        return found.sort((a, b) => (a.record.id > b.record.id ? -1 : 1)).slice(0, limit)
      }),
    leavingCounts: (erasedUpTo) =>
      guard(() => {
        const sum = { pending: 0, refused: 0, sent: 0 }
        for (const { pending, refused, sent } of counts.flatMap((one) =>
          one.all(uuidBytes(erasedUpTo ?? LOWEST_ID)),
        )) {
          sum.pending += pending
          sum.refused += refused
          sum.sent += sent
        }
        return sum
      }),
  }
}

function standingOf(row: Standing) {
  return {
    waits: row.waits === 1,
    refusedCode: row.is_refused === 1 ? (row.refused_code ?? 'invalid') : null,
    isAnew: row.is_anew === 1,
  }
}
