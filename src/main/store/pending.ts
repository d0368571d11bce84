/** The outbox, which is a query: records whose revision the collector hasn't confirmed. */
import type { Database } from 'better-sqlite3'

import type { DayRecord, Interaction, PulseRecord } from '../../shared/records.ts'
import type { Guard } from './errors.ts'
import { DAY_COLUMNS, INTERACTION_COLUMNS, PULSE_COLUMNS, toDay, toInteraction, toPulse } from './rows.ts'
import type { DayRow, InteractionRow, PulseRow } from './rows.ts'
import { uuidBytes } from './uuid.ts'

export type PendingRecord =
  | { readonly kind: 'interaction'; readonly record: Interaction }
  | { readonly kind: 'day'; readonly record: DayRecord }
  | { readonly kind: 'pulse'; readonly record: PulseRecord }

export type RecordKind = PendingRecord['kind']

/** One revision of one record. */
export interface RecordRevision {
  readonly kind: RecordKind
  readonly id: string
  readonly revision: number
}

export const TABLE_OF = {
  interaction: 'interactions',
  day: 'days',
  pulse: 'pulses',
} as const satisfies Record<RecordKind, string>

export interface Outbox {
  /** Records to send, tombstones included, oldest first (by id, which begins with the time), at most `limit`. */
  pending(limit: number): PendingRecord[]
  pendingCount(): number
  /** The collector has confirmed these revisions. Never moves back, never above the record's own revision. */
  markSynced(confirmed: readonly RecordRevision[]): void
}

export function createOutbox(db: Database, guard: Guard): Outbox {
  const select = <R>(columns: string, table: string) =>
    db.prepare<[limit: number], R>(
      `SELECT ${columns} FROM ${table} WHERE synced_revision < revision ORDER BY id LIMIT ?`,
    )
  const interactions = select<InteractionRow>(INTERACTION_COLUMNS, 'interactions')
  const days = select<DayRow>(DAY_COLUMNS, 'days')
  const pulses = select<PulseRow>(PULSE_COLUMNS, 'pulses')
  const pendingCount = db
    .prepare<[], number>(
      `SELECT (SELECT count(*) FROM interactions WHERE synced_revision < revision)
        + (SELECT count(*) FROM days WHERE synced_revision < revision)
        + (SELECT count(*) FROM pulses WHERE synced_revision < revision)`,
    )
    .pluck()
  const confirm = (kind: RecordKind) =>
    db.prepare<[revision: number, id: Buffer]>(
      `UPDATE ${TABLE_OF[kind]} SET synced_revision = max(synced_revision, min(?, revision)) WHERE id = ?`,
    )
  const confirmations = {
    interaction: confirm('interaction'),
    day: confirm('day'),
    pulse: confirm('pulse'),
  } satisfies Record<RecordKind, unknown>
  const confirmAll = db.transaction((confirmed: readonly RecordRevision[]) => {
    for (const { kind, id, revision } of confirmed) confirmations[kind].run(revision, uuidBytes(id))
  })

  return {
    pending: (limit) =>
      guard(() => {
        const found: PendingRecord[] = [
          ...interactions
            .all(limit)
            .map((row) => ({ kind: 'interaction', record: toInteraction(row) }) as const),
          ...days.all(limit).map((row) => ({ kind: 'day', record: toDay(row) }) as const),
          ...pulses.all(limit).map((row) => ({ kind: 'pulse', record: toPulse(row) }) as const),
        ]
        return found.sort((a, b) => (a.record.id < b.record.id ? -1 : 1)).slice(0, limit)
      }),
    pendingCount: () => guard(() => pendingCount.get() ?? 0),
    markSynced: (confirmed) => guard(() => confirmAll.immediate(confirmed)),
  }
}
