/** A team's rated interactions with what customers said of them. For closing alone: it never leaves the collector. */
import { sql } from 'kysely'

import { CUSTOMER_SCALES, type CustomerScale } from '../../../shared/statistics/map-score.ts'
import { z } from '../../../shared/zod.ts'
import type { CustomersToPublish, JoinedInteraction } from '../../publishing/customers.ts'
import type { Span } from '../../publishing/spans.ts'
import type { Db } from './engine.ts'
import { isSealed } from './feedback-import.ts'

/** Ids of one statement. */
const IDS = 500

const idsSchema = z.array(z.string())

/** Of the days that the rows say are the team's: a record belongs to the team of its work day. */
export async function readJoined(
  db: Db,
  teamNo: number,
  days: Span,
): Promise<Pick<CustomersToPublish, 'joined' | 'rated'>> {
  const joined: JoinedInteraction[] = []
  // A day at a time: what isn't joined needs no room in memory.
  for (let day = days.first; day <= days.last; day++) joined.push(...(await joinDay(db, teamNo, day)))
  return { joined, rated: joined.length === 0 ? [] : await readRated(db, teamNo, days) }
}

async function joinDay(db: Db, teamNo: number, day: number): Promise<readonly JoinedInteraction[]> {
  const rows = await db
    .selectFrom('interaction')
    .select(['agent_no', 'work_day', 'channel', 'queue', 'rating', 'external_ids'])
    .where('team_no', '=', teamNo)
    .where('work_day', '=', day)
    .where('deleted', '=', 0)
    .where('outcome', '=', 'rated')
    .where('external_ids', 'is not', null)
    .orderBy('device_no')
    .orderBy('id')
    .execute()
  if (rows.length === 0) return []
  const withIds = rows.map((row) => ({ row, ids: idsSchema.parse(JSON.parse(row.external_ids ?? '[]')) }))
  const answers = await readAnswers(
    db,
    withIds.flatMap(({ ids }) => ids),
  )
  return withIds.flatMap(({ row: { agent_no, work_day, channel, queue, rating }, ids }) => {
    const own = scales.flatMap((scale) => {
      const externalId = ids.find((id) => answers.get(id)?.has(scale))
      const score = externalId === undefined ? undefined : answers.get(externalId)?.get(scale)
      return externalId === undefined || score === undefined ? [] : [{ externalId, scale, score }]
    })
    if (rating === null || own.length === 0) return []
    return [{ agentNo: agent_no, workDay: work_day, channel, queue, rating, answers: own }]
  })
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of a constant are known
const scales = Object.keys(CUSTOMER_SCALES) as CustomerScale[]

type Answers = ReadonlyMap<string, ReadonlyMap<string, number>>

/** By id and scale. What is sealed and not yet moved counts, and is the newer one. */
async function readAnswers(db: Db, ids: readonly string[]): Promise<Answers> {
  // Read in this order: a row is in one or in both, and while we look it only ever moves from the first to the second.
  const tables = (await isSealed(db)) ? (['feedback_staged', 'feedback'] as const) : (['feedback'] as const)
  const wanted = Array.from(new Set(ids))
  const answers = new Map<string, Map<string, number>>()
  for (const table of tables)
    for (let start = 0; start < wanted.length; start += IDS) {
      const rows = await db
        .selectFrom(table)
        .select(['external_id', 'scale', 'score'])
        .where('external_id', 'in', wanted.slice(start, start + IDS))
        .execute()
      for (const { external_id, scale, score } of rows) {
        const own = answers.get(external_id) ?? new Map<string, number>()
        if (!own.has(scale)) own.set(scale, score)
        answers.set(external_id, own)
      }
    }
  return answers
}

async function readRated(
  db: Db,
  teamNo: number,
  { first, last }: Span,
): Promise<CustomersToPublish['rated']> {
  const rows = await db
    .selectFrom('interaction')
    .select(['agent_no', 'work_day', 'channel', 'queue', sql<number>`cast(count(*) AS integer)`.as('n')])
    .where('team_no', '=', teamNo)
    .where('work_day', '>=', first)
    .where('work_day', '<=', last)
    .where('deleted', '=', 0)
    .where('outcome', '=', 'rated')
    .groupBy(['agent_no', 'work_day', 'channel', 'queue'])
    .execute()
  return rows.map(({ agent_no, work_day, ...row }) => ({ agentNo: agent_no, workDay: work_day, ...row }))
}
