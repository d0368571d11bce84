/** The quarterly eNPS answers. */
import type { Database } from 'better-sqlite3'

import type { PulseRecord } from '../../shared/records.ts'
import { StoreError } from './errors.ts'
import type { Guard } from './errors.ts'
import { PULSE_COLUMNS, toPulse } from './rows.ts'
import type { PulseRow } from './rows.ts'
import { uuidBytes } from './uuid.ts'

/** The revision rises with the score. Quarters are written `2026-Q4`. */
export interface PulseStore {
  /** Sets or changes the score, 0–10. */
  answer(quarter: string, score: number): PulseRecord
  /** Takes the score back. */
  withdraw(quarter: string): PulseRecord
  get(quarter: string): PulseRecord | undefined
}

export function createPulses(db: Database, guard: Guard, newId: () => string): PulseStore {
  const get = db.prepare<[quarter: string], PulseRow>(
    `SELECT ${PULSE_COLUMNS} FROM pulses WHERE quarter = ? AND deleted = 0`,
  )
  const answer = db.prepare<{}, PulseRow>(
    `INSERT INTO pulses (id, revision, quarter, score) VALUES (:id, 1, :quarter, :score)
     ON CONFLICT (quarter) DO UPDATE SET deleted = 0, score = :score, revision = revision + (score IS NOT :score)
     RETURNING ${PULSE_COLUMNS}`,
  )
  const withdraw = db.prepare<[quarter: string], PulseRow>(
    `UPDATE pulses SET revision = revision + (score IS NOT NULL), score = NULL WHERE quarter = ? AND deleted = 0
     RETURNING ${PULSE_COLUMNS}`,
  )
  const first = (rows: readonly PulseRow[], quarter: string): PulseRecord => {
    if (rows[0] === undefined) {
      throw new StoreError('not-found', db.name, `There is no answer for ${quarter}.`)
    }
    return toPulse(rows[0])
  }

  return {
    // `.all()`, not `.get()`: see interaction-statements.ts.
    answer: (quarter, score) =>
      guard(() => first(answer.all({ id: uuidBytes(newId()), quarter, score }), quarter)),
    withdraw: (quarter) => guard(() => first(withdraw.all(quarter), quarter)),
    get: (quarter) => guard(() => get.all(quarter).map(toPulse)[0]),
  }
}
