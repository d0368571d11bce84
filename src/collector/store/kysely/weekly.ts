/** What a team shared in a week. */
import { sql } from 'kysely'

import { dayNumber } from '../days.ts'
import type { SharedWork } from '../shared-work.ts'
import type { Engine } from './engine.ts'
import { followUpRows } from './follow-ups.ts'
import { storiesBetween } from './stories.ts'

/** @param from first work day, `to`: last one */
export async function sharedBetween(
  engine: Engine,
  teamNo: number,
  from: string,
  to: string,
): Promise<Awaited<ReturnType<SharedWork['sharedBetween']>>> {
  const [first, last] = [dayNumber(from), dayNumber(to)]
  const counts = await followUpRows(engine, teamNo)
    .clearSelect()
    .select([
      sql<number>`cast(count(*) AS integer)`.as('asked'),
      sql<number>`cast(count(follow_up.state) AS integer)`.as('settled'),
    ])
    .where('interaction.work_day', '>=', first)
    .where('interaction.work_day', '<=', last)
    .executeTakeFirstOrThrow()
  return {
    stories: await storiesBetween(engine, teamNo, first, last),
    followUps: { asked: counts.asked, settled: counts.settled },
  }
}
