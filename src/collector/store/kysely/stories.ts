/** Stories of a team, newest work day first. */
import { sql } from 'kysely'

import { TEAM_LIMITS } from '../../../shared/wire/limits.ts'
import { storySchema, type Story } from '../../../shared/wire/team.ts'
import { dayNumber } from '../days.ts'
import type { StoryBoard } from '../shared-work.ts'
import type { Engine } from './engine.ts'
import { sharedOf, sharedRows, type SharedReader } from './shared-rows.ts'

export async function listStories(
  engine: Engine,
  teamNo: number,
  before: string | undefined,
): Promise<StoryBoard> {
  const rows = await newestFirst(engine, teamNo)
    .$if(before !== undefined, (query) => query.where('interaction.work_day', '<', dayNumber(before ?? '')))
    .select(sql<number>`cast(count(*) OVER () AS integer)`.as('total'))
    .limit(TEAM_LIMITS.stories + 1)
    .execute()
  const shown = wholeDays(rows)
  return { stories: shown.map(storyOf), more: (rows[0]?.total ?? 0) - shown.length }
}

/** @param first and `last`: work days, both count in */
export async function storiesBetween(
  engine: Engine,
  teamNo: number,
  first: number,
  last: number,
): Promise<Story[]> {
  const rows = await newestFirst(engine, teamNo)
    .where('interaction.work_day', '>=', first)
    .where('interaction.work_day', '<=', last)
    .limit(TEAM_LIMITS.stories)
    .execute()
  return rows.map(storyOf)
}

export function storyRows(reader: SharedReader, teamNo: number) {
  return sharedRows(reader, teamNo).select('interaction.story').where('interaction.story', 'is not', null)
}

type Row = Awaited<ReturnType<ReturnType<typeof storyRows>['execute']>>[number]

/** Parsed, so that nothing is in it that the schema doesn't name. */
export function storyOf(row: Row): Story {
  return storySchema.parse({ ...sharedOf(row), story: row.story })
}

/** Within a day by the id and not by the device: what stands side by side mustn't look like one person's. */
function newestFirst(reader: SharedReader, teamNo: number) {
  return storyRows(reader, teamNo).orderBy('interaction.work_day', 'desc').orderBy('interaction.id', 'desc')
}

/** Without the day that doesn't fit any more, unless it is the only one. */
function wholeDays<T extends { readonly work_day: number }>(rows: readonly T[]): readonly T[] {
  const over = rows[TEAM_LIMITS.stories]
  if (over === undefined) return rows
  const whole = rows.filter(({ work_day }) => work_day !== over.work_day)
  return whole.length > 0 ? whole : rows.slice(0, TEAM_LIMITS.stories)
}
