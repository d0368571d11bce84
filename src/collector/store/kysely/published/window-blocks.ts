/** Closed windows, worked out from the blocks and parts that lie in them. */
import { sql } from 'kysely'

import type { WindowKind } from '../../../../shared/statistics/windows.ts'
import type { WindowAnswer } from '../../../../shared/wire/summaries.ts'
import type { Block } from '../../../publishing/block.ts'
import type { MonthParts } from '../../../publishing/parts.ts'
import type { Span } from '../../../publishing/spans.ts'
import { windowAnswer, type Published } from '../../../publishing/windows.ts'
import type { Db } from '../engine.ts'
import { BLOCKS_AS_TEXT, readBlocks, readMonthParts } from './rows.ts'

/**
 * Windows of some teams, each in the order of `windows`.
 * @param windows closed for all of these teams, in rising order
 */
export async function addUpWindows(
  db: Db,
  teams: readonly number[],
  by: WindowKind,
  windows: readonly Span[],
): Promise<ReadonlyMap<number, readonly WindowAnswer[]>> {
  const published = await readPublished(db, sql`team_no IN (${sql.join(teams)})`, by, windows)
  return new Map(teams.map((teamNo) => [teamNo, answers(by, windows, published.get(teamNo))]))
}

/** What is published around some windows, by team; each list in the order of its days. */
async function readPublished(
  db: Db,
  whose: ReturnType<typeof sql>,
  by: WindowKind,
  windows: readonly Span[],
): Promise<ReadonlyMap<number, Published>> {
  const [first, last] = [windows[0]?.first, windows.at(-1)?.last]
  if (first === undefined || last === undefined) return new Map()
  const hasParts = by === 'month' || by === 'quarter'
  const [blocks, parts, workDays] = await Promise.all([
    sql<BlocksRow>`SELECT team_no, ${sql.raw(BLOCKS_AS_TEXT)} AS blocks FROM published_block
      WHERE ${whose} AND first_day BETWEEN ${first} AND ${last} GROUP BY team_no`.execute(db),
    hasParts
      ? sql<PartRow>`SELECT team_no, first_day, kind, parts FROM published_part
          WHERE ${whose} AND first_day BETWEEN ${first} AND ${last} ORDER BY team_no, first_day`.execute(db)
      : { rows: [] },
    sql<WorkDayRow>`SELECT team_no, work_day FROM team_work_day
      WHERE ${whose} AND work_day BETWEEN ${first} AND ${last} ORDER BY team_no, work_day`.execute(db),
  ])
  const published = new Map<number, { blocks: readonly Block[]; parts: MonthParts[]; workDays: number[] }>()
  const of = (teamNo: number) => {
    const known = published.get(teamNo) ?? { blocks: [], parts: [], workDays: [] }
    published.set(teamNo, known)
    return known
  }
  for (const row of blocks.rows) of(row.team_no).blocks = readBlocks(row.blocks)
  for (const row of parts.rows) of(row.team_no).parts.push(readMonthParts(row))
  for (const { team_no, work_day } of workDays.rows) of(team_no).workDays.push(work_day)
  return published
}

interface BlocksRow {
  readonly team_no: number
  readonly blocks: string
}

interface PartRow {
  readonly team_no: number
  readonly first_day: number
  readonly kind: string
  readonly parts: string
}

interface WorkDayRow {
  readonly team_no: number
  readonly work_day: number
}

const NOTHING: Published = { blocks: [], parts: [], workDays: [] }

/** Each window of what lies in it: a year of days would look at everything for each of them otherwise. */
function answers(
  by: WindowKind,
  windows: readonly Span[],
  { blocks, parts, workDays }: Published = NOTHING,
): readonly WindowAnswer[] {
  const takeBlocks = taker(blocks, ({ first }) => first)
  const takeParts = taker(parts, ({ first }) => first)
  const takeDays = taker(workDays, (day) => day)
  return windows.map((span) =>
    windowAnswer(by, span, {
      blocks: takeBlocks(span),
      parts: takeParts(span),
      workDays: takeDays(span),
    }),
  )
}

/** Returns the function that takes what begins in a span, asked for in rising order, out of a list in that order. */
function taker<T>(all: readonly T[], dayOf: (one: T) => number): (span: Span) => readonly T[] {
  let next = 0
  const skipTo = (isBefore: (day: number) => boolean): number => {
    for (let one = all[next]; one !== undefined && isBefore(dayOf(one)); one = all[next]) next += 1
    return next
  }
  return ({ first, last }) =>
    all.slice(
      skipTo((day) => day < first),
      skipTo((day) => day <= last),
    )
}
