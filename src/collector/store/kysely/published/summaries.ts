/**
 * What is published, read for those who may see it. Only published tables and the team's own row are read: no statement
 * here names a table with somebody's records.
 */
import { sql } from 'kysely'

import { dayNumber, dayText } from '../../../../shared/calendar.ts'
import { windowsBetween, type WindowKind } from '../../../../shared/statistics/windows.ts'
import type { WindowAnswer } from '../../../../shared/wire/summaries.ts'
import type { Block } from '../../../publishing/block.ts'
import type { MonthParts } from '../../../publishing/parts.ts'
import type { Span } from '../../../publishing/spans.ts'
import { windowAnswer, type Published } from '../../../publishing/windows.ts'
import { uuidText } from '../../ids.ts'
import { policyInForce } from '../../kept.ts'
import type { DaySpan, PulseQuarter, SummaryOfTeam, TeamSummary } from '../../publishing.ts'
import { StoreError } from '../../store.ts'
import type { Db, Engine } from '../engine.ts'
import { organisationPolicy } from '../meta.ts'
import { BLOCKS_AS_TEXT, readBlocks, readMonthParts, readPulse } from './rows.ts'

/** The windows of a team that end in a span and are closed. @throws StoreError `not-found` */
export async function readSummary(
  { db }: Engine,
  teamNo: number,
  by: WindowKind,
  span: DaySpan,
): Promise<TeamSummary> {
  const [team, organisation] = await Promise.all([
    db.selectFrom('team').select(['policy', 'closed_to']).where('team_no', '=', teamNo).executeTakeFirst(),
    organisationPolicy(db),
  ])
  if (team === undefined) throw new StoreError('not-found', `There is no team with the number ${teamNo}.`)
  // What is closed while we read ends later than these windows, so it is in none of them.
  const windows = closedWindows(by, span, team.closed_to)
  const published = await readPublished(db, sql`team_no = ${teamNo}`, by, windows)
  return {
    threshold: policyInForce(team.policy, organisation).threshold,
    closedTo: team.closed_to === null ? null : dayText(team.closed_to),
    windows: answers(by, windows, published.get(teamNo)),
  }
}

/** The same of every team. */
export async function readAllSummaries(
  { db }: Engine,
  by: WindowKind,
  span: DaySpan,
): Promise<readonly SummaryOfTeam[]> {
  const [teams, organisation] = await Promise.all([
    db
      .selectFrom('team')
      .select(['team_no', 'team_id', 'name', 'policy', 'closed_to'])
      .orderBy('team_no')
      .execute(),
    organisationPolicy(db),
  ])
  const all = closedWindows(by, span, Math.max(...teams.map(({ closed_to }) => closed_to ?? -Infinity)))
  const published = await readPublished(db, sql`team_no IN (SELECT team_no FROM team)`, by, all)
  return teams.map((team) => ({
    teamNo: team.team_no,
    teamId: uuidText(team.team_id),
    name: team.name,
    threshold: policyInForce(team.policy, organisation).threshold,
    closedTo: team.closed_to === null ? null : dayText(team.closed_to),
    windows: answers(
      by,
      all.filter(({ last }) => last <= (team.closed_to ?? -Infinity)),
      published.get(team.team_no),
    ),
  }))
}

/** The closed quarters of which there are answers, oldest first. */
export async function readPulses({ db }: Engine, teamNo: number): Promise<readonly PulseQuarter[]> {
  const rows = await db
    .selectFrom('published_pulse')
    .select(['quarter', 'counts', 'alike'])
    .where('team_no', '=', teamNo)
    .orderBy('quarter')
    .execute()
  return rows.map((row) => ({ quarter: row.quarter, cell: readPulse(row) }))
}

/** @throws RangeError when a day is no date, or `from` is after `to` */
function closedWindows(by: WindowKind, { from, to }: DaySpan, closedTo: number | null): readonly Span[] {
  const until = Math.min(dayNumber(to), closedTo ?? -Infinity)
  if (dayNumber(from) > dayNumber(to)) throw new RangeError(`from is ${from}, after to, which is ${to}`)
  if (dayNumber(from) > until) return []
  return windowsBetween(from, dayText(until), by)
    .map((window) => ({ first: dayNumber(window.from), last: dayNumber(window.to) }))
    .filter(({ last }) => last <= until)
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
