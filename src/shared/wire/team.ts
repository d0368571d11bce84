/**
 * What members of a team see of each other's work: only what somebody shared with the press of a button (follow-ups,
 * stories), and what summaries.ts publishes. What a lead alone sees says so.
 */
import { REASONS, TEXT_LIMITS } from '../lists.ts'
import { workDaySchema } from '../records.ts'
import { CHANNELS } from '../trigger.ts'
import { z } from '../zod.ts'
import { quarterSchema } from './events.ts'
import { TEAM_LIMITS } from './limits.ts'
import { cellSchema, windowSchema } from './summaries.ts'

const identity = { storeId: z.uuid(), epoch: z.int().min(1) }

/** What anybody sees of an interaction that was shared: as the button said, and no more. */
const sharedSchema = {
  /** Of the record; the team's word for it, it leads to nobody. */
  id: z.uuid(),
  workDay: workDaySchema,
  channel: z.enum(CHANNELS),
  queue: z.string().nullable(),
  /** Empty where the interaction has none. */
  externalIds: z.array(z.string()),
}

export const FOLLOW_UP_STATES = ['open', 'done', 'not-needed'] as const
export type FollowUpState = (typeof FOLLOW_UP_STATES)[number]

/** How far the team is with a follow-up. */
const followUpStateSchema = {
  state: z.enum(FOLLOW_UP_STATES),
  /** Whoever took it up, in the lead's own words; `null` while it is open, or when nobody said. */
  doneBy: z.string().max(TEAM_LIMITS.doneBy).nullable(),
  /** The day (UTC) on which the state was set; `null` while nobody has. */
  on: z.iso.date().nullable(),
}

export const followUpSchema = z.object({
  ...sharedSchema,
  reasons: z.array(z.enum(REASONS)),
  /** The agent's words to the team; may be empty. */
  words: z.string().max(TEXT_LIMITS.followUp),
  ...followUpStateSchema,
})
export type FollowUp = z.infer<typeof followUpSchema>

/** `GET …/follow-ups`, leads only: open ones first, then newest work day first. */
export const followUpsAnswerSchema = z.object({
  ...identity,
  followUps: z.array(followUpSchema),
  /** How many there are beyond these. */
  more: z.int().min(0),
})
export type FollowUpsAnswer = z.infer<typeof followUpsAnswerSchema>

/** `POST …/follow-ups/{id}`, leads only; answered by the follow-up as it is now. */
export const followUpRequestSchema = z.strictObject({
  state: z.enum(FOLLOW_UP_STATES),
  /** One line: every database can store it, and every list show it. */
  doneBy: z
    .string()
    .trim()
    .min(1)
    .max(TEAM_LIMITS.doneBy)
    .regex(/^[^\p{Cc}\p{Cs}\u2028\u2029]*$/u)
    .nullable(),
})
export type FollowUpRequest = z.infer<typeof followUpRequestSchema>

/** `GET /v1/me/follow-ups`: how far the team is with those that this agent asked for and somebody has looked at. */
export const ownFollowUpsAnswerSchema = z.object({
  ...identity,
  followUps: z.array(z.object({ id: z.uuid(), ...followUpStateSchema })),
})
export type OwnFollowUpsAnswer = z.infer<typeof ownFollowUpsAnswerSchema>

export const storySchema = z.object({
  ...sharedSchema,
  story: z.string().max(TEXT_LIMITS.story),
})
export type Story = z.infer<typeof storySchema>

/** A story that a lead has put onto every widget of the team, up to and with a day (UTC). */
export const spotlightSchema = z.object({ story: storySchema, until: z.iso.date() })
export type Spotlight = z.infer<typeof spotlightSchema>

/** `GET …/stories`, every member: newest work day first. */
export const storiesAnswerSchema = z.object({
  ...identity,
  stories: z.array(storySchema),
  more: z.int().min(0),
  spotlight: spotlightSchema.nullable(),
})
export type StoriesAnswer = z.infer<typeof storiesAnswerSchema>

/** `POST …/spotlight`, leads only; `null` ends it. Answered as `GET …/stories`. */
export const spotlightRequestSchema = z.strictObject({ story: z.uuid().nullable() })
export type SpotlightRequest = z.infer<typeof spotlightRequestSchema>

/** eNPS of one quarter, the values of its cell in the order promoters, passives, detractors. */
export const pulseQuarterSchema = z.object({ quarter: quarterSchema, cell: cellSchema.nullable() })

/** `GET …/weekly`, every member: the last closed week and the one before. */
export const weeklyAnswerSchema = z.object({
  ...identity,
  team: z.object({ id: z.uuid(), name: z.string() }),
  threshold: z.int(),
  /** `null`: no week of this team is closed yet. */
  week: windowSchema.nullable(),
  before: windowSchema.nullable(),
  /** Stories of that week, newest first. */
  stories: z.array(storySchema),
  /** Follow-ups that were asked for in that week, and how many of them are no longer open. */
  followUps: z.object({ asked: z.int().min(0), settled: z.int().min(0) }),
  spotlight: spotlightSchema.nullable(),
  /** The last closed quarter's eNPS; `null`: there was no quarter yet. */
  pulse: pulseQuarterSchema.nullable(),
})
export type WeeklyAnswer = z.infer<typeof weeklyAnswerSchema>

/** Customers' NPS of one month or quarter: answers 9–10, 7–8, 0–6. */
export const customerScoresSchema = z.object({
  from: workDaySchema,
  to: workDaySchema,
  promoters: z.int().min(0),
  passives: z.int().min(0),
  detractors: z.int().min(0),
})
export type CustomerScores = z.infer<typeof customerScoresSchema>

/** `GET …/promoters`, leads only: eNPS by quarter and customers' NPS by month and quarter, oldest first, closed ones only. */
export const promotersAnswerSchema = z.object({
  ...identity,
  /** Quarters of which there are answers; `cell: null`: too few people. */
  pulses: z.array(pulseQuarterSchema),
  /** `null`: the policy has not switched the customer comparison on. Months and quarters that may be told. */
  customers: z
    .object({ months: z.array(customerScoresSchema), quarters: z.array(customerScoresSchema) })
    .nullable(),
})
export type PromotersAnswer = z.infer<typeof promotersAnswerSchema>

/** Figures of agreement.ts and blind-spots.ts, rounded so that no single pair shows. Shares 0–1, points of the scale. */
export const agreementFiguresSchema = z.object({
  /** Rounded down to tens. */
  pairs: z.int().min(100),
  kappa: z.number().min(-1).max(1).nullable(),
  exact: z.number().min(0).max(1),
  adjacent: z.number().min(0).max(1),
  /** Agents minus customers. */
  bias: z.number(),
  limits: z.object({ low: z.number(), high: z.number() }),
  rank: z.number().min(-1).max(1).nullable(),
  /** Of the pairs that agents rated 4 or 5, the share whose customer is a detractor, with its interval. */
  blindSpots: z.object({ share: z.number(), low: z.number(), high: z.number() }).nullable(),
})
export type AgreementFigures = z.infer<typeof agreementFiguresSchema>

/** `GET …/customers`, leads only: agents beside customers by quarter, oldest first. */
export const customersAnswerSchema = z.object({
  ...identity,
  /** When the works council agreed; `null`: the comparison is off, and there are no quarters. */
  worksCouncilAgreedOn: z.iso.date().nullable(),
  quarters: z.array(
    z.object({
      quarter: quarterSchema,
      /** `null`: fewer than 100 pairs, or of too few people. */
      figures: agreementFiguresSchema.nullable(),
    }),
  ),
})
export type CustomersAnswer = z.infer<typeof customersAnswerSchema>

/** The values of the pulse, in the order of its cell's counts. */
export const PULSE_VALUES = ['promoter', 'passive', 'detractor'] as const
