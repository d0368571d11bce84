/** Customers' feedback as it is kept: by interaction and scale, the last answer. */
import { sql } from 'kysely'

import type { FeedbackOutcome, FeedbackRow } from '../customers.ts'
import { dayOf } from '../days.ts'
import type { Db, Engine } from './engine.ts'
import { feedbackRule } from './feedback-rule.ts'

/** Higher than any day. */
const LATEST = 4_000_000
/** Rows of one statement. */
const ROWS = 500
/** Rows that one statement of a clean-up looks at: it keeps nobody waiting. */
export const STEP_ROWS = 1000

/** All or nothing. @param rows no interaction and scale twice */
export async function storeFeedback(engine: Engine, rows: readonly FeedbackRow[]): Promise<FeedbackOutcome> {
  const today = dayOf(engine.now())
  const values = rows
    .map(({ externalId, scale, score, givenOn }) => ({
      external_id: externalId,
      scale,
      score,
      given_on: givenOn ?? today,
    }))
    // Two that store at the same time take rows in the same order, so that none waits for the other for ever.
    .sort((a, b) => compare(a.external_id, b.external_id) || compare(a.scale, b.scale))
  return await engine.transaction(async (trx) => {
    let stored = 0
    for (let start = 0; start < values.length; start += ROWS) {
      const { numInsertedOrUpdatedRows } = await trx
        .insertInto('feedback')
        .values(values.slice(start, start + ROWS))
        .onConflict((conflict) =>
          conflict
            .columns(['external_id', 'scale'])
            .doUpdateSet((eb) => ({
              score: eb.ref('excluded.score'),
              given_on: eb.ref('excluded.given_on'),
            }))
            .whereRef('feedback.score', '<>', 'excluded.score'),
        )
        .executeTakeFirstOrThrow()
      stored += Number(numInsertedOrUpdatedRows ?? 0n)
    }
    return { stored, unchanged: rows.length - stored }
  })
}

/**
 * Drops what is older than the policies with the comparison allow; all of it where none has it switched on. In small
 * steps. @returns how many answers went
 */
export async function dropOldFeedback(engine: Engine): Promise<number> {
  const rule = await feedbackRule(engine, engine.db)
  const before = rule?.keptFrom ?? LATEST
  let dropped = 0
  for (let after = ''; ;) {
    const last = await lastOfStep(engine.db, 'feedback', after)
    const upTo = last === undefined ? sql`` : sql`AND external_id <= ${last}`
    const { numAffectedRows } =
      await sql`DELETE FROM feedback WHERE external_id > ${after} ${upTo} AND given_on < ${before}`.execute(
        engine.db,
      )
    dropped += Number(numAffectedRows ?? 0n)
    if (last === undefined) return dropped
    after = last
  }
}

/** The id at which a step that begins behind an id ends; `undefined`: nothing lies behind this step. */
export async function lastOfStep(
  db: Db,
  table: 'feedback' | 'feedback_staged',
  after: string,
): Promise<string | undefined> {
  const { rows } = await sql<{ external_id: string }>`SELECT external_id FROM ${sql.table(table)}
    WHERE external_id > ${after} ORDER BY external_id LIMIT 1 OFFSET ${STEP_ROWS}`.execute(db)
  return rows[0]?.external_id
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
