/**
 * What is told of teams, as everybody else reads it: sums of blocks of closed work days, and nothing that a single person
 * left. See docs/decisions/0016-publishing.md; kysely/published/ keeps it in both databases.
 */
import type { z } from '../../shared/zod.ts'
import type { WindowKind } from '../../shared/statistics/windows.ts'
import type { WorkDayId } from '../../shared/records.ts'
import type { WindowAnswer } from '../../shared/wire/summaries.ts'
import type { pulseQuarterSchema } from '../../shared/wire/team.ts'

/** First and last work day, which both count in. */
export interface DaySpan {
  readonly from: WorkDayId
  readonly to: WorkDayId
}

export interface TeamSummary {
  /** Distinct people of whom what is closed from now on must consist. */
  readonly threshold: number
  /** Work days up to this one are closed; `null`: none yet. */
  readonly closedTo: WorkDayId | null
  /** Closed ones only, oldest first. They never change. */
  readonly windows: readonly WindowAnswer[]
}

export interface SummaryOfTeam extends TeamSummary {
  readonly teamNo: number
  /** UUID. */
  readonly teamId: string
  readonly name: string
}

/** A closed quarter's eNPS, see PULSE_VALUES; `cell: null`: of too few people. */
export type PulseQuarter = z.infer<typeof pulseQuarterSchema>

export interface PublishedSummaries {
  /**
   * The windows of a team that end in a span and are closed.
   * @throws RangeError when a day is no date, or `from` is after `to`; StoreError `not-found`
   */
  summary(teamNo: number, by: WindowKind, span: DaySpan): Promise<TeamSummary>
  /** `summary` of every team, retired ones too, in the order in which they were made. */
  allTeams(by: WindowKind, span: DaySpan): Promise<readonly SummaryOfTeam[]>
  /** The closed quarters of which a team left answers to the pulse, oldest first. */
  pulses(teamNo: number): Promise<readonly PulseQuarter[]>
}

/** What a closing has published. */
export interface PublishedNow {
  /** Teams of which days were closed, and up to which day: the last one that is over for long enough. */
  readonly teams: number
  readonly closedTo: WorkDayId
  readonly blocks: number
  /** Quarters whose pulse was closed. */
  readonly pulses: number
}
