/** What customers answered, as a system of the organisation sends it: `POST /v1/customer-feedback`. */
import { CUSTOMER_SCALES, type CustomerScale } from '../statistics/map-score.ts'
import { z } from '../zod.ts'
import { TEAM_LIMITS, WIRE_LIMITS } from './limits.ts'

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of a constant are known
const scales = Object.keys(CUSTOMER_SCALES) as [CustomerScale, ...CustomerScale[]]

/** One answer. The same interaction and scale again: the last answer counts. */
export const feedbackRowSchema = z.strictObject({
  /** As the telephone system or the desk calls it; the widget has it from there too. */
  interactionId: z.string().min(1).max(WIRE_LIMITS.externalIdLength),
  scale: z.enum(scales),
  /** On the scale, see CUSTOMER_SCALES. */
  score: z.int().min(0).max(10),
  /** When it was given; without it the day on which it comes. */
  date: z.iso.date().optional(),
})
export const feedbackRequestSchema = z.array(feedbackRowSchema).max(TEAM_LIMITS.feedbackRows)
export type FeedbackRequest = z.infer<typeof feedbackRequestSchema>

/** `stored + unchanged + refused.length` is the number of rows. */
export const feedbackAnswerSchema = z.object({
  /** New, or another score than before. */
  stored: z.int().min(0),
  unchanged: z.int().min(0),
  refused: z.array(
    z.object({
      /** Place in the request, from 0. */
      index: z.int().min(0),
      /** The field, as a JSON pointer within the row; empty: the row as a whole. */
      at: z.string(),
      detail: z.string(),
    }),
  ),
})
export type FeedbackAnswer = z.infer<typeof feedbackAnswerSchema>
