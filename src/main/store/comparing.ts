/** Comparing with the collector, by periods: work days, and quarters for pulses. Each call is about one of them. */
import type { Database } from 'better-sqlite3'

import type { Guard } from './errors.ts'
import { LOWEST_ID, uuidBytes, uuidText } from './uuid.ts'

/** A record as the collector has confirmed it. */
export interface Holding {
  readonly id: string
  readonly revision: number
}

export interface Comparing {
  /** Periods of which there are records here, work days first, oldest first. */
  heldPeriods(): string[]
  /** The highest id of all records; `undefined` without any. */
  latestId(): string | undefined
  /**
   * What the collector has confirmed of a period, tombstones included; of records up to `erasedUpTo` only those that it
   * has confirmed since they were erased there.
   */
  holdings(period: string, erasedUpTo?: string | null): Holding[]
  /**
   * What `holdings` gives of a period is to be sent once more. `difference` is remembered with it. Returns how many
   * records it were.
   */
  markForResend(period: string, difference: string, erasedUpTo?: string | null): number
  /** Everything was erased at the collector: it holds nothing that it has confirmed so far. */
  forgetConfirmedAnew(): void
  /** What was remembered by `markForResend`, by period. */
  compared(): Map<string, string>
  /** Both sides hold the same of a period again. */
  forgetDifference(period: string): void
  /** It is another collector, or not the same as before: everything may be compared anew. */
  forgetDifferences(): void
}

export function createComparing(db: Database, guard: Guard): Comparing {
  const periodsOf = (column: string, table: string) =>
    db.prepare<[], string>(`SELECT DISTINCT ${column} FROM ${table} ORDER BY ${column}`).pluck()
  const interactionDays = periodsOf('work_day', 'interactions')
  const days = periodsOf('work_day', 'days')
  const quarters = periodsOf('quarter', 'pulses')

  const latest = ['interactions', 'days', 'pulses'].map((table) =>
    db.prepare<[], Buffer | null>(`SELECT max(id) FROM ${table}`).pluck(),
  )

  const isHeld = (column: string) =>
    `${column} = ? AND synced_revision > 0 AND (id > ? OR id IN (SELECT id FROM confirmed_anew))`
  const held = (column: string, table: string) =>
    db.prepare<[period: string, erasedUpTo: Buffer], { id: Buffer; synced_revision: number }>(
      `SELECT id, synced_revision FROM ${table} WHERE ${isHeld(column)}`,
    )
  const mark = (column: string, table: string) =>
    db.prepare<[period: string, erasedUpTo: Buffer]>(
      `UPDATE ${table} SET resend = 1 WHERE ${isHeld(column)} AND resend = 0`,
    )
  const ofDay = [held('work_day', 'interactions'), held('work_day', 'days')]
  const ofQuarter = [held('quarter', 'pulses')]
  const markDay = [mark('work_day', 'interactions'), mark('work_day', 'days')]
  const markQuarter = [mark('quarter', 'pulses')]

  const all = db.prepare<[], { period: string; difference: string }>('SELECT * FROM compared ORDER BY period')
  const remember = db.prepare<[period: string, difference: string]>(
    `INSERT INTO compared (period, difference) VALUES (?, ?)
     ON CONFLICT (period) DO UPDATE SET difference = excluded.difference`,
  )
  const forget = db.prepare<[period: string]>('DELETE FROM compared WHERE period = ?')
  const forgetAll = db.prepare('DELETE FROM compared')
  const forgetAnew = db.prepare('DELETE FROM confirmed_anew')

  const markPeriod = db.transaction((period: string, difference: string, erasedUpTo: string) => {
    const statements = isQuarter(period) ? markQuarter : markDay
    const key = uuidBytes(erasedUpTo)
    const marked = statements.reduce((sum, statement) => sum + statement.run(period, key).changes, 0)
    remember.run(period, difference)
    return marked
  })

  return {
    heldPeriods: () =>
      guard(() => {
        const workDays = new Set([...interactionDays.all(), ...days.all()])
        return [...[...workDays].sort(), ...quarters.all()]
      }),
    latestId: () =>
      guard(() =>
        latest
          .flatMap((statement) => statement.all())
          .flatMap((id) => (id === null ? [] : [uuidText(id)]))
          .sort()
          .at(-1),
      ),
    holdings: (period, erasedUpTo) =>
      guard(() =>
        (isQuarter(period) ? ofQuarter : ofDay)
          .flatMap((statement) => statement.all(period, uuidBytes(erasedUpTo ?? LOWEST_ID)))
          .map((row) => ({ id: uuidText(row.id), revision: row.synced_revision })),
      ),
    markForResend: (period, difference, erasedUpTo) =>
      guard(() => markPeriod.immediate(period, difference, erasedUpTo ?? LOWEST_ID)),
    forgetConfirmedAnew: () => guard(() => void forgetAnew.run()),
    compared: () => guard(() => new Map(all.all().map(({ period, difference }) => [period, difference]))),
    forgetDifference: (period) => guard(() => void forget.run(period)),
    forgetDifferences: () => guard(() => void forgetAll.run()),
  }
}

function isQuarter(period: string): boolean {
  return period.includes('Q')
}
