/**
 * What is published, read for those who may see it. Only published tables and the team's own row are read: no statement
 * here names a table with somebody's records.
 */
import { dayNumber, dayText } from '../../../../shared/calendar.ts'
import { windowsEnding, type WindowKind } from '../../../../shared/statistics/windows.ts'
import type { Span } from '../../../publishing/spans.ts'
import { uuidText } from '../../ids.ts'
import { policyInForce } from '../../kept.ts'
import type { DaySpan, PulseQuarter, SummaryOfTeam, TeamSummary } from '../../publishing.ts'
import { StoreError } from '../../store.ts'
import type { Engine } from '../engine.ts'
import { organisationPolicy } from '../meta.ts'
import { readWindows } from './kept-windows.ts'
import { readPulse } from './rows.ts'

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
  const answers = await readWindows(db, by, [{ teamNo, windows }])
  return {
    threshold: policyInForce(team.policy, organisation).threshold,
    closedTo: team.closed_to === null ? null : dayText(team.closed_to),
    windows: answers.get(teamNo) ?? [],
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
  const wanted = teams.map((team) => ({
    teamNo: team.team_no,
    windows: closedWindows(by, span, team.closed_to),
  }))
  const answers = await readWindows(db, by, wanted)
  return teams.map((team) => ({
    teamNo: team.team_no,
    teamId: uuidText(team.team_id),
    name: team.name,
    threshold: policyInForce(team.policy, organisation).threshold,
    closedTo: team.closed_to === null ? null : dayText(team.closed_to),
    windows: answers.get(team.team_no) ?? [],
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
  const [first, last] = [dayNumber(from), dayNumber(to)]
  if (first > last) throw new RangeError(`from is ${from}, after to, which is ${to}`)
  return windowsEnding({ first, last: Math.min(last, closedTo ?? -Infinity) }, by)
}
