/** What teams are told, by the names that the OpenAPI document gives it. */
import { WINDOW_KINDS } from '../../../shared/statistics/windows.ts'
import {
  feedbackAnswerSchema,
  feedbackRequestSchema,
  feedbackRowSchema,
} from '../../../shared/wire/feedback.ts'
import {
  cellSchema,
  measureSchema,
  partSchema,
  summaryAnswerSchema,
  windowSchema,
} from '../../../shared/wire/summaries.ts'
import {
  agreementFiguresSchema,
  customersAnswerSchema,
  customerScoresSchema,
  followUpRequestSchema,
  followUpsAnswerSchema,
  followUpSchema,
  ownFollowUpsAnswerSchema,
  promotersAnswerSchema,
  pulseQuarterSchema,
  spotlightRequestSchema,
  spotlightSchema,
  storiesAnswerSchema,
  storySchema,
  weeklyAnswerSchema,
} from '../../../shared/wire/team.ts'
import { z } from '../../../shared/zod.ts'

export const TEAM_SCHEMAS = {
  Id: z.uuid(),
  WindowKind: z.enum(WINDOW_KINDS),
  SummaryAnswer: summaryAnswerSchema,
  Window: windowSchema,
  Measure: measureSchema,
  Part: partSchema,
  Cell: cellSchema,
  WeeklyAnswer: weeklyAnswerSchema,
  PulseQuarter: pulseQuarterSchema,
  FollowUpsAnswer: followUpsAnswerSchema,
  FollowUp: followUpSchema,
  FollowUpRequest: followUpRequestSchema,
  OwnFollowUpsAnswer: ownFollowUpsAnswerSchema,
  StoriesAnswer: storiesAnswerSchema,
  Story: storySchema,
  Spotlight: spotlightSchema,
  SpotlightRequest: spotlightRequestSchema,
  PromotersAnswer: promotersAnswerSchema,
  CustomerScores: customerScoresSchema,
  CustomersAnswer: customersAnswerSchema,
  AgreementFigures: agreementFiguresSchema,
  FeedbackRequest: feedbackRequestSchema,
  FeedbackRow: feedbackRowSchema,
  FeedbackAnswer: feedbackAnswerSchema,
} as const satisfies Readonly<Record<string, z.ZodType>>
