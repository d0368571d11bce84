/** What the team window shows: the collector's answers as they came last, kept on this computer with their age. */
import { ROLES } from './wire/answers.ts'
import type { SyncCallProblem } from './sync.ts'
import { z } from './zod.ts'
import { summaryAnswerSchema } from './wire/summaries.ts'
import {
  customersAnswerSchema,
  followUpsAnswerSchema,
  promotersAnswerSchema,
  storiesAnswerSchema,
  weeklyAnswerSchema,
  type FollowUpRequest,
} from './wire/team.ts'

/** What is kept in the store's state, forgotten when the computer leaves the team. */
export const teamBoardSchema = z.object({
  /** Epoch ms. */
  fetchedAt: z.number(),
  role: z.enum(ROLES),
  weekly: weeklyAnswerSchema,
  stories: storiesAnswerSchema,
  /** Leads only. */
  lead: z
    .object({
      /** Thirteen months of days, two years of weeks, five years of months and quarters. */
      day: summaryAnswerSchema,
      week: summaryAnswerSchema,
      month: summaryAnswerSchema,
      quarter: summaryAnswerSchema,
      followUps: followUpsAnswerSchema,
      promoters: promotersAnswerSchema,
      customers: customersAnswerSchema,
    })
    .nullable(),
})
export type TeamBoard = z.infer<typeof teamBoardSchema>
export type LeadBoard = NonNullable<TeamBoard['lead']>

/** The team window. */
export interface TeamBoardView {
  /** `null`: nothing was fetched yet, or this computer is in no team. */
  readonly board: TeamBoard | null
  /** This computer is in a team of a collector. */
  readonly hasTeam: boolean
  readonly isFetching: boolean
  /** Why the last attempt brought nothing; what was there is still shown. */
  readonly problem: SyncCallProblem | null
}

/** A lead's change of a follow-up or the spotlight: done at once on the collector, or not at all. */
export type TeamChange =
  | { readonly done: true; readonly view: TeamBoardView }
  /** `gone`: the agent has taken it back, or it is too old. */
  | { readonly done: false; readonly problem: SyncCallProblem | 'gone' }

export const TEAM_EXPORTS = ['csv', 'pdf', 'png'] as const
export type TeamExport = (typeof TEAM_EXPORTS)[number]

export type { FollowUpRequest }
