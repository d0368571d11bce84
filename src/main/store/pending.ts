/** The outbox, which is a query: records whose revision the collector hasn't confirmed. */
import type { Database, Statement } from 'better-sqlite3'

import type { DayRecord, Interaction, PulseRecord } from '../../shared/records.ts'
import type { Guard } from './errors.ts'
import { DAY_COLUMNS, INTERACTION_COLUMNS, PULSE_COLUMNS, toDay, toInteraction, toPulse } from './rows.ts'
import type { DayRow, InteractionRow, PulseRow } from './rows.ts'
import { LOWEST_ID, uuidBytes, uuidText } from './uuid.ts'

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

/** A record whose present revision the collector refuses. */
export interface RefusedRecord extends RecordRevision {
  /** The work day, or the quarter of a pulse. */
  readonly period: string
  readonly code: string
}

/** What the index `<table>_pending` holds, word for word: SQLite must recognise it. */
export const WAITS = '(synced_revision < revision OR resend = 1) AND refused_revision IS NOT revision'
const KINDS = ['interaction', 'day', 'pulse'] as const satisfies readonly RecordKind[]
const PERIOD_OF = { interaction: 'work_day', day: 'work_day', pulse: 'quarter' } as const

/**
 * A record waits when the collector hasn't confirmed its revision or has lost what it had confirmed, unless it refuses
 * this very revision. "Changed since its last confirmation" is `syncedRevision < revision` in the record.
 */
export interface Outbox {
  /**
   * Records to send, tombstones included, oldest first (by id, which begins with the day), at most `limit`; only those
   * whose id comes after `after`.
   */
  pending(limit: number, after?: string): PendingRecord[]
  pendingCount(): number
  /**
   * The collector has confirmed these revisions. Never moves back, never above the record's own revision.
   * @param erasedUpTo everything up to this id was erased there before: it is remembered which of them it holds anew
   */
  markSynced(confirmed: readonly RecordRevision[], erasedUpTo?: string | null): void
  /** The collector refuses these revisions. A record that has changed meanwhile is still sent. */
  markRefused(refused: readonly (RecordRevision & { readonly code: string })[]): void
  /** What is refused, oldest first, at most `limit`. */
  refused(limit: number): RefusedRecord[]
  refusedCount(): number
  /** What is refused gets another try: at most `limit` records; how many it were. */
  forgetRefusals(limit: number): number
  /** The collector holds other content under the revision `held`: the record goes above it and is sent again. */
  raiseAbove(raised: readonly (Omit<RecordRevision, 'revision'> & { readonly held: number })[]): void
  /** Takes at most `limit` records out of the outbox without sending them; how many it were. */
  settle(limit: number): number
}

export function createOutbox(db: Database, guard: Guard): Outbox {
  const select = <R>(columns: string, table: string) =>
    db.prepare<[after: Buffer, limit: number], R>(
      `SELECT ${columns} FROM ${table} WHERE ${WAITS} AND id > ? ORDER BY id LIMIT ?`,
    )
  const interactions = select<InteractionRow>(INTERACTION_COLUMNS, 'interactions')
  const days = select<DayRow>(DAY_COLUMNS, 'days')
  const pulses = select<PulseRow>(PULSE_COLUMNS, 'pulses')
  const countIn = (condition: string) => {
    const sums = KINDS.map((kind) => `(SELECT count(*) FROM ${TABLE_OF[kind]} WHERE ${condition})`)
    return db.prepare<[], number>(`SELECT ${sums.join(' + ')}`).pluck()
  }
  const pendingCount = countIn(WAITS)
  const refusedCount = countIn('refused_revision = revision')
  const change = <P extends unknown[]>(sql: (table: string) => string) =>
    eachKind((kind) => db.prepare<P>(sql(TABLE_OF[kind])))
  // One statement for all of a kind: five hundred of them cost twice as much.
  const confirm = change<[revisionsById: string]>(
    (table) =>
      `UPDATE ${table} SET synced_revision = max(synced_revision, min(sent.value, revision)), resend = 0
       FROM json_each(?) AS sent WHERE ${table}.id = unhex(sent.key, '-')`,
  )
  const refuse = change<[code: string, id: Buffer, revision: number]>(
    (table) =>
      `UPDATE ${table} SET refused_revision = revision, refused_code = ? WHERE id = ? AND revision = ?`,
  )
  const refused = eachKind((kind) =>
    db.prepare<[limit: number], RefusedRow>(
      `SELECT id, revision, ${PERIOD_OF[kind]} AS period, refused_code FROM ${TABLE_OF[kind]}
       WHERE refused_revision = revision ORDER BY id LIMIT ?`,
    ),
  )
  const forget = change<[limit: number]>(
    (table) =>
      `UPDATE ${table} SET refused_revision = NULL, refused_code = NULL
       WHERE id IN (SELECT id FROM ${table} WHERE refused_revision = revision ORDER BY id LIMIT ?)`,
  )
  const raise = change<[held: number, id: Buffer]>(
    (table) => `UPDATE ${table} SET revision = max(revision, ? + 1) WHERE id = ?`,
  )
  const settle = change<[limit: number]>(
    (table) =>
      `UPDATE ${table} SET synced_revision = revision, resend = 0
       WHERE id IN (SELECT id FROM ${table} WHERE ${WAITS} ORDER BY id LIMIT ?)`,
  )

  const remember = db.prepare<[id: Buffer]>('INSERT OR IGNORE INTO confirmed_anew (id) VALUES (?)')

  const confirmAll = db.transaction((confirmed: readonly RecordRevision[], erasedUpTo: string) => {
    for (const kind of KINDS) {
      const revisions = confirmed.filter((one) => one.kind === kind)
      if (revisions.length > 0) confirm[kind].run(revisionsById(revisions))
    }
    for (const { id } of confirmed) if (id <= erasedUpTo) remember.run(uuidBytes(id))
  })
  const refuseAll = db.transaction((all: readonly (RecordRevision & { readonly code: string })[]) => {
    for (const { kind, id, revision, code } of all) refuse[kind].run(code, uuidBytes(id), revision)
  })
  const raiseAll = db.transaction((all: Parameters<Outbox['raiseAbove']>[0]) => {
    for (const { kind, id, held } of all) raise[kind].run(held, uuidBytes(id))
  })
  const upTo = (limit: number, statements: Record<RecordKind, Statement<[limit: number]>>): number =>
    KINDS.reduce((done, kind) => done + statements[kind].run(limit - done).changes, 0)

  return {
    pending: (limit, after = LOWEST_ID) =>
      guard(() => {
        const key = uuidBytes(after)
        const found: PendingRecord[] = [
          ...interactions
            .all(key, limit)
            .map((row) => ({ kind: 'interaction', record: toInteraction(row) }) as const),
          ...days.all(key, limit).map((row) => ({ kind: 'day', record: toDay(row) }) as const),
          ...pulses.all(key, limit).map((row) => ({ kind: 'pulse', record: toPulse(row) }) as const),
        ]
        return found.sort((a, b) => (a.record.id < b.record.id ? -1 : 1)).slice(0, limit)
      }),
    pendingCount: () => guard(() => pendingCount.get() ?? 0),
    markSynced: (confirmed, erasedUpTo) =>
      guard(() => confirmAll.immediate(confirmed, erasedUpTo ?? LOWEST_ID)),
    markRefused: (all) => guard(() => refuseAll.immediate(all)),
    refused: (limit) =>
      guard(() =>
        KINDS.flatMap((kind) => refused[kind].all(limit).map((row) => toRefused(kind, row)))
          .sort((a, b) => (a.id < b.id ? -1 : 1))
          .slice(0, limit),
      ),
    refusedCount: () => guard(() => refusedCount.get() ?? 0),
    forgetRefusals: (limit) => guard(() => upTo(limit, forget)),
    raiseAbove: (all) => guard(() => raiseAll.immediate(all)),
    settle: (limit) => guard(() => upTo(limit, settle)),
  }
}

function eachKind<T>(make: (kind: RecordKind) => T): Record<RecordKind, T> {
  return { interaction: make('interaction'), day: make('day'), pulse: make('pulse') }
}

function revisionsById(records: readonly RecordRevision[]): string {
  return `{${records.map(({ id, revision }) => `"${id}":${revision}`).join(',')}}`
}

interface RefusedRow {
  readonly id: Buffer
  readonly revision: number
  readonly period: string
  readonly refused_code: string | null
}

function toRefused(kind: RecordKind, row: RefusedRow): RefusedRecord {
  const { revision, period } = row
  return { kind, id: uuidText(row.id), revision, period, code: row.refused_code ?? 'invalid' }
}
