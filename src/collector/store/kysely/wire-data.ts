/** Rows as the data of events, as they were sent. */
import type { Selectable } from 'kysely'

import {
  dayDataSchema,
  interactionDataSchema,
  type DayData,
  type InteractionData,
} from '../../../shared/wire/events.ts'
import { dayText } from '../days.ts'
import type { DaySmileyTable, InteractionTable } from '../schema.ts'

export function interactionOf(row: Selectable<InteractionTable>): InteractionData {
  return interactionDataSchema.parse({
    workDay: dayText(row.work_day),
    deleted: row.deleted === 1,
    channel: row.channel,
    queue: row.queue,
    outcome: row.outcome,
    rating: row.rating,
    solved: row.solved === null ? null : row.solved === 1,
    reasons: JSON.parse(row.reasons),
    followUp: row.follow_up,
    story: row.story,
    ...(row.external_ids !== null && { externalIds: JSON.parse(row.external_ids) }),
  })
}

export function smileyOf(row: Selectable<DaySmileyTable>): DayData {
  return dayDataSchema.parse({
    workDay: dayText(row.work_day),
    deleted: row.deleted === 1,
    smiley: row.smiley,
  })
}
