/** What interactions were about: their channels, queues and reasons. Of a few weeks, since it reads their rows. */
import type { Database } from 'better-sqlite3'

import { REASONS } from '../../shared/lists.ts'
import type { OwnPart, OwnView } from '../../shared/own-view.ts'
import type { Reason, WorkDayId } from '../../shared/records.ts'
import type { Channel } from '../../shared/trigger.ts'
import type { Guard } from './errors.ts'
import { addTally, emptyTally, type Tally } from './tally.ts'

export interface PartsStore {
  /** Of the work days of a span (both ends included), most interactions first. What was removed isn't counted. */
  channels(from: WorkDayId, to: WorkDayId): OwnView['channels']
  /** As `channels`; interactions without a queue are one with the name `null`. */
  queues(from: WorkDayId, to: WorkDayId): OwnPart[]
  /** How often each reason was ticked, most first. */
  reasons(from: WorkDayId, to: WorkDayId): OwnView['reasons']
}

interface PartRow<N> {
  readonly name: N
  readonly tally: number
  readonly n: number
}

type Span = [from: string, to: string]

export function createPartsStore(db: Database, guard: Guard): PartsStore {
  const by = <N>(column: string) =>
    db.prepare<Span, PartRow<N>>(
      `SELECT ${column} AS name, tally, count(*) AS n FROM interactions
       WHERE work_day BETWEEN ? AND ? AND tally >= 0 GROUP BY name, tally`,
    )
  const channels = by<Channel>('channel')
  const queues = by<string | null>("nullif(queue, '')")
  // Only what is rated has reasons.
  const reasons = db.prepare<Span, { reason: Reason; n: number }>(
    `SELECT ticked.value AS reason, count(*) AS n FROM interactions, json_each(reasons) AS ticked
     WHERE work_day BETWEEN ? AND ? AND tally >= 10 GROUP BY reason`,
  )
  return {
    channels: (from, to) => guard(() => partsOf(channels.all(from, to))),
    queues: (from, to) => guard(() => partsOf(queues.all(from, to))),
    reasons: (from, to) =>
      guard(() => reasons.all(from, to).sort((a, b) => b.n - a.n || placeOf(a.reason) - placeOf(b.reason))),
  }
}

function partsOf<N extends string | null>(rows: readonly PartRow<N>[]): (OwnPart & { readonly name: N })[] {
  const parts = new Map<N, Tally>()
  for (const { name, tally, n } of rows) {
    const part = parts.get(name) ?? emptyTally()
    parts.set(name, part)
    addTally(part, tally, n)
  }
  return [...parts]
    .map(([name, { ended, rated, ratings, solvedYes, solvedNo }]) => ({
      name,
      ended,
      rated,
      ratings,
      solvedYes,
      solvedNo,
    }))
    .sort((a, b) => b.ended - a.ended || (String(a.name) < String(b.name) ? -1 : 1))
}

function placeOf(reason: Reason): number {
  return REASONS.indexOf(reason)
}
