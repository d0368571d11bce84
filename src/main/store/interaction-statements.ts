/** The SQL of interactions, prepared once. */
import type { Database } from 'better-sqlite3'

import { INTERACTION_COLUMNS } from './rows.ts'
import type { InteractionRow } from './rows.ts'

/** What belongs to a rating, as columns. */
type Answers = Pick<InteractionRow, 'solved' | 'reasons' | 'story' | 'note'> & {
  readonly id: Buffer
  readonly followUp: string | null
}

/**
 * A changing statement with RETURNING is always run with `.all()`, never with `.get()`: the driver's `.get()` stops
 * at the first row and ignores what resetting the statement says, and that reset is the commit. A full disk would go
 * unnoticed and the card would say "saved" (tests/unit/store/full-disk.test.ts).
 */
export function interactionStatements(db: Database) {
  const select = `SELECT ${INTERACTION_COLUMNS} FROM interactions`
  const change = (set: string, where: string) =>
    `UPDATE interactions SET ${set} WHERE id = ${where} RETURNING ${INTERACTION_COLUMNS}`
  const byId = (set: string, where: string) => db.prepare<[id: Buffer], InteractionRow>(change(set, where))

  return {
    get: db.prepare<[id: Buffer], InteractionRow>(`${select} WHERE id = ?`),
    ofWorkDay: db.prepare<[workDay: string], InteractionRow>(
      `${select} WHERE work_day = ? AND tally >= 0 ORDER BY ended_at, seq`,
    ),
    waiting: db.prepare<[], InteractionRow>(
      `${select} WHERE outcome IS NULL AND deleted = 0 ORDER BY ended_at, seq`,
    ),
    add: db.prepare(
      `INSERT INTO interactions (id, work_day, time_zone, external_ids, channel, direction, cause, queue,
         started_at, ended_at, duration_ms, trigger_id, prompted_at)
       VALUES (:id, :workDay, :timeZone, :externalIds, :channel, :direction, :cause, :queue,
         :startedAt, :endedAt, :durationMs, :trigger, :promptedAt)
       ON CONFLICT (id) DO NOTHING`,
    ),
    enrich: db.prepare(
      `UPDATE interactions SET external_ids = :externalIds, channel = :channel, direction = :direction,
         cause = :cause, queue = :queue, started_at = :startedAt, ended_at = :endedAt, duration_ms = :durationMs,
         revision = revision + :rise
       WHERE id = :id`,
    ),
    markPrompted: db.prepare<[at: number, id: Buffer]>(
      'UPDATE interactions SET prompted_at = ? WHERE id = ? AND deleted = 0 AND prompted_at IS NULL',
    ),
    rate: db.prepare<[same: number, rating: number, id: Buffer], InteractionRow>(
      change(`revision = revision + (rating IS NOT ?), outcome = 'rated', rating = ?`, '? AND deleted = 0'),
    ),
    answer: db.prepare<Answers, InteractionRow>(
      change(
        `revision = revision + (solved IS NOT :solved OR reasons IS NOT :reasons OR follow_up IS NOT :followUp
           OR story IS NOT :story),
         solved = :solved, reasons = :reasons, follow_up = :followUp, story = :story, note = :note`,
        ':id AND deleted = 0',
      ),
    ),
    withdraw: byId(
      `revision = revision + 1, outcome = NULL, rating = NULL, solved = NULL, reasons = '[]', follow_up = NULL,
       story = NULL`,
      '? AND deleted = 0 AND (outcome IS NOT NULL OR follow_up IS NOT NULL)',
    ),
    skip: byId(
      `revision = revision + 1, outcome = 'skipped'`,
      `? AND deleted = 0 AND (outcome IS NULL OR outcome = 'expired')`,
    ),
    expire: byId(`revision = revision + 1, outcome = 'expired'`, '? AND deleted = 0 AND outcome IS NULL'),
    remove: byId(
      `revision = revision + (revision > 0), deleted = 1, time_zone = '', external_ids = '[]',
       channel = 'unknown', direction = 'unknown', cause = 'unknown', queue = NULL, started_at = NULL, ended_at = 0,
       duration_ms = NULL, trigger_id = '', prompted_at = NULL, outcome = NULL, rating = NULL, solved = NULL,
       reasons = '[]', follow_up = NULL, story = NULL, note = NULL`,
      '? AND deleted = 0',
    ),
  }
}
