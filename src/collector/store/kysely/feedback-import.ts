/**
 * Imports of customers' feedback. A file may have a million rows, and no ingest should wait for them, so they are read into
 * a table of their own in small steps. One row of `meta` says how far the import is, and its change is what makes all of
 * it count at once: `staging` counts nowhere and is thrown away when its process has ended; `sealed` counts in full, and is
 * moved to `feedback` in small steps, by whoever comes next if need be.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'

import type { FeedbackImport, FeedbackOutcome, RepeatedLine, StagedRow } from '../customers.ts'
import { dayOf } from '../days.ts'
import { StoreError } from '../store.ts'
import { guarded, type Db, type Engine, type Trx } from './engine.ts'
import { lastOfStep } from './feedback.ts'

const KEY = 'feedback_import'
const STAGING = 'staging'
const SEALED = 'sealed'

/** @throws StoreError `busy` while another import is under way, also in another process */
export async function beginImport(engine: Engine): Promise<FeedbackImport> {
  const unlock = await engine.beginImport()
  if (unlock === undefined)
    throw new StoreError('busy', "Another import of customers' feedback is under way.")
  try {
    await settle(engine)
    const id = randomUUID()
    const state = `${STAGING} ${id}`
    await engine.db.insertInto('meta').values({ key: KEY, value: state }).execute()
    return createImport(engine, { id, state, unlock })
  } catch (error) {
    await unlock()
    throw error
  }
}

/**
 * Ends what an import has left whose process is gone: what was sealed is moved, what wasn't is thrown away. Does nothing
 * while one is under way. To be called at every start, and now and then.
 */
export async function settleImports(engine: Engine): Promise<void> {
  if ((await stateOf(engine.db)) === undefined) return
  const unlock = await engine.beginImport()
  if (unlock === undefined) return
  try {
    await settle(engine)
  } finally {
    await unlock()
  }
}

/** Whether rows of `feedback_staged` count at present. */
export async function isSealed(db: Db): Promise<boolean> {
  return (await stateOf(db))?.startsWith(SEALED) ?? false
}

interface Running {
  readonly id: string
  readonly state: string
  readonly unlock: () => Promise<void>
}

function createImport(engine: Engine, { id, state, unlock }: Running): FeedbackImport {
  let isCommitted = false
  let isEnded = false
  return {
    add: (rows) =>
      guarded(engine, () => unhurried(() => engine.transaction((trx) => stage(trx, state, rows)))),
    preview: () => guarded(engine, () => preview(engine.db)),
    commit: () =>
      guarded(engine, async () => {
        await engine.transaction((trx) => advance(trx, state, `${SEALED} ${id}`))
        isCommitted = true
        return await move(engine)
      }),
    async end() {
      if (isEnded) return
      isEnded = true
      try {
        if (!isCommitted) await guarded(engine, () => settle(engine))
      } finally {
        await unlock()
      }
    },
  }
}

/** The later of two lines counts. */
async function stage(trx: Trx, state: string, rows: readonly StagedRow[]): Promise<readonly RepeatedLine[]> {
  await advance(trx, state, state)
  if (rows.length === 0) return []
  const ids = Array.from(new Set(rows.map(({ externalId }) => externalId)))
  const known = await trx
    .selectFrom('feedback_staged')
    .select(['external_id', 'scale', 'line'])
    .where('external_id', 'in', ids)
    .execute()
  const lines = new Map(known.map(({ external_id, scale, line }) => [keyOf(external_id, scale), line]))
  const repeated: RepeatedLine[] = []
  const last = new Map<string, StagedRow>()
  for (const row of rows) {
    const key = keyOf(row.externalId, row.scale)
    const earlier = lines.get(key)
    if (earlier !== undefined) repeated.push({ line: row.line, earlier })
    lines.set(key, row.line)
    last.set(key, row)
  }
  await trx
    .insertInto('feedback_staged')
    .values(
      Array.from(last.values(), ({ externalId, scale, score, givenOn, line }) => ({
        external_id: externalId,
        scale,
        score,
        given_on: givenOn,
        line,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['external_id', 'scale']).doUpdateSet((eb) => ({
        score: eb.ref('excluded.score'),
        given_on: eb.ref('excluded.given_on'),
        line: eb.ref('excluded.line'),
      })),
    )
    .execute()
  return repeated
}

/** @throws StoreError `conflict`: somebody believed that this import had ended, because its connection was lost */
async function advance(trx: Trx, from: string, to: string): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('meta')
    .set({ value: to })
    .where('key', '=', KEY)
    .where('value', '=', from)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n)
    throw new StoreError('conflict', 'The import was broken off from elsewhere; nothing of it was stored.')
}

async function preview(db: Db): Promise<FeedbackOutcome> {
  const { rows } = await sql<{ all_rows: number; same: number }>`
    SELECT cast(count(*) AS integer) AS all_rows, cast(count(feedback.score) AS integer) AS same
    FROM feedback_staged
    LEFT JOIN feedback ON feedback.external_id = feedback_staged.external_id
      AND feedback.scale = feedback_staged.scale AND feedback.score = feedback_staged.score`.execute(db)
  const { all_rows, same } = rows[0] ?? { all_rows: 0, same: 0 }
  return { stored: all_rows - same, unchanged: same }
}

/** Only for whoever has the right to import. */
async function settle(engine: Engine): Promise<void> {
  const state = await stateOf(engine.db)
  if (state === undefined) return
  if (state.startsWith(SEALED)) {
    await move(engine)
    return
  }
  for (let isDone = false; !isDone;)
    isDone = await unhurried(() =>
      engine.transaction(async (trx) => {
        const { upTo, isLast } = await firstStep(trx)
        await sql`DELETE FROM feedback_staged ${upTo}`.execute(trx)
        return isLast && (await forget(trx))
      }),
    )
}

/** Moves what is sealed. @returns what became of it */
async function move(engine: Engine): Promise<FeedbackOutcome> {
  const today = dayOf(engine.now())
  const outcome = { stored: 0, unchanged: 0 }
  for (let isDone = false; !isDone;)
    isDone = await unhurried(() =>
      engine.transaction(async (trx) => {
        const { upTo, isLast } = await firstStep(trx)
        const inserted = await sql`
          INSERT INTO feedback (external_id, scale, score, given_on)
          SELECT external_id, scale, score, coalesce(given_on, cast(${today} AS integer)) FROM feedback_staged ${upTo}
          ORDER BY external_id, scale
          ON CONFLICT (external_id, scale) DO UPDATE SET score = excluded.score, given_on = excluded.given_on
          WHERE feedback.score <> excluded.score`.execute(trx)
        const deleted = await sql`DELETE FROM feedback_staged ${upTo}`.execute(trx)
        const [stored, all] = [inserted, deleted].map(({ numAffectedRows }) => Number(numAffectedRows ?? 0n))
        outcome.stored += stored ?? 0
        outcome.unchanged += (all ?? 0) - (stored ?? 0)
        return isLast && (await forget(trx))
      }),
    )
  return outcome
}

/** The first few rows that are staged, as a WHERE; `isLast`: these are all. */
async function firstStep(db: Db): Promise<{ upTo: ReturnType<typeof sql>; isLast: boolean }> {
  const last = await lastOfStep(db, 'feedback_staged', '')
  return last === undefined
    ? { upTo: sql`WHERE true`, isLast: true }
    : { upTo: sql`WHERE external_id <= ${last}`, isLast: false }
}

/** Waits as long as the work took: in SQLite whoever waits for the right to write would hardly ever find it free. */
async function unhurried<T>(work: () => Promise<T>): Promise<T> {
  const start = performance.now()
  const result = await work()
  await sleep(performance.now() - start)
  return result
}

async function forget(trx: Trx): Promise<true> {
  await trx.deleteFrom('meta').where('key', '=', KEY).execute()
  return true
}

async function stateOf(db: Db): Promise<string | undefined> {
  const row = await db.selectFrom('meta').select('value').where('key', '=', KEY).executeTakeFirst()
  return row?.value
}

function keyOf(externalId: string, scale: string): string {
  return `${scale}\n${externalId}`
}
