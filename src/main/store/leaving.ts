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

  // Counted by indexes, and what is left is what was sent: five years of rows are never read.
  const count = (sql: string) =>
    db.prepare<[erasedUpTo: Buffer], number>(`SELECT count(*) FROM ${sql}`).pluck()
  const tables = Object.values(TABLE_OF)
  const all = tables.map((table) => count(`${table} WHERE id > ?`))
  const notSent = [
    ...tables.flatMap((table) => [
      count(`${table} WHERE ${WAITS} AND id > ?`),
      count(`${table} WHERE refused_revision = revision AND id > ?`),
    ]),
    // What nobody has answered either waits or was removed.
    count(
      `interactions INDEXED BY interactions_by_work_day WHERE tally IN (0, -1) AND revision = 0 AND id > ?`,
    ),
    // Few: one for each day of work.
    count(`days WHERE work_day > '' AND revision = 0 AND id > ?`),
  ]
  const sentAnew = tables.map((table) =>
    count(
      `confirmed_anew AS anew JOIN ${table} AS record ON record.id = anew.id
       WHERE NOT (${WAITS}) AND refused_revision IS NOT revision AND record.id <= ?`,
    ),
  )
  const pending = tables.map((table) => count(`${table} WHERE ${WAITS} AND id > ?`))
  const refused = tables.map((table) => count(`${table} WHERE refused_revision = revision AND id > ?`))
  const lowest = uuidBytes(LOWEST_ID)
  const sumOf = (counts: readonly (typeof all)[number][], key: Buffer): number =>
    counts.reduce((sum, one) => sum + (one.all(key)[0] ?? 0), 0)

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
        const key = uuidBytes(erasedUpTo ?? LOWEST_ID)
        return {
          pending: sumOf(pending, lowest),
          refused: sumOf(refused, lowest),
          sent: sumOf(all, key) - sumOf(notSent, key) + sumOf(sentAnew, key),
        }
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
