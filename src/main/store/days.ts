/** Work days and their smileys. */
import type { Database } from 'better-sqlite3'

import type { DayRecord, Smiley, WorkDayId } from '../../shared/records.ts'
import { StoreError } from './errors.ts'
import type { Guard } from './errors.ts'
import { DAY_COLUMNS, toDay } from './rows.ts'
import type { DayRow } from './rows.ts'
import { uuidBytes } from './uuid.ts'

/** The revision rises with the smiley; that a day was worked or asked about never leaves the computer by itself. */
export interface DayStore {
  /** Makes the day known; again is nothing. The zone of the first call stays. */
  open(workDay: WorkDayId, timeZone: string): DayRecord
  /** `true` for the first call of a day, ever: whoever gets it may ask the agent. The day must be open. */
  markAsked(workDay: WorkDayId, at: number): boolean
  /** Sets or changes the smiley of a day that is open (`not-found` else). */
  smile(workDay: WorkDayId, smiley: Smiley): DayRecord
  /** Takes the smiley back. */
  withdraw(workDay: WorkDayId): DayRecord
  get(workDay: WorkDayId): DayRecord | undefined
  /** Both ends included, oldest first. */
  between(from: WorkDayId, to: WorkDayId): DayRecord[]
  /** The latest day that is open. */
  latest(): DayRecord | undefined
}

export function createDays(db: Database, guard: Guard, newId: () => string): DayStore {
  const select = `SELECT ${DAY_COLUMNS} FROM days WHERE deleted = 0`
  const get = db.prepare<[workDay: string], DayRow>(`${select} AND work_day = ?`)
  const between = db.prepare<[from: string, to: string], DayRow>(
    `${select} AND work_day BETWEEN ? AND ? ORDER BY work_day`,
  )
  const latest = db.prepare<[], DayRow>(`${select} ORDER BY work_day DESC LIMIT 1`)
  // A day that was erased and is worked again starts over under its own id, so that its revision goes on.
  const open = db.prepare<[id: Buffer, workDay: string, timeZone: string]>(
    `INSERT INTO days (id, work_day, time_zone) VALUES (?, ?, ?)
     ON CONFLICT (work_day) DO UPDATE SET deleted = 0, time_zone = excluded.time_zone WHERE deleted = 1`,
  )
  const ask = db.prepare<[at: number, workDay: string]>(
    'UPDATE days SET asked_at = ? WHERE work_day = ? AND asked_at IS NULL AND deleted = 0',
  )
  const smile = db.prepare<[same: Smiley | null, smiley: Smiley | null, workDay: string], DayRow>(
    `UPDATE days SET revision = revision + (smiley IS NOT ?), smiley = ? WHERE work_day = ? AND deleted = 0
     RETURNING ${DAY_COLUMNS}`,
  )

  const existing = (workDay: WorkDayId): DayRecord => {
    const row = get.get(workDay)
    if (row === undefined) throw new StoreError('not-found', db.name, `The day ${workDay} isn't open.`)
    return toDay(row)
  }
  const setSmiley = (workDay: WorkDayId, smiley: Smiley | null): DayRecord =>
    guard(() => {
      // `.all()`, not `.get()`: see interaction-statements.ts.
      const row = smile.all(smiley, smiley, workDay)[0]
      return row === undefined ? existing(workDay) : toDay(row)
    })

  return {
    open: (workDay, timeZone) =>
      guard(() => {
        const row = get.get(workDay)
        if (row !== undefined) return toDay(row)
        open.run(uuidBytes(newId()), workDay, timeZone)
        return existing(workDay)
      }),
    markAsked: (workDay, at) =>
      guard(() => {
        if (ask.run(at, workDay).changes === 1) return true
        existing(workDay)
        return false
      }),
    smile: (workDay, smiley) => setSmiley(workDay, smiley),
    withdraw: (workDay) => setSmiley(workDay, null),
    get: (workDay) => guard(() => get.all(workDay).map(toDay)[0]),
    between: (from, to) => guard(() => between.all(from, to).map(toDay)),
    latest: () => guard(() => latest.all().map(toDay)[0]),
  }
}
