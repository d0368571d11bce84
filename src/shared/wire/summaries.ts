/** What the collector says of a team: sums of blocks, see docs/decisions/0016-publishing.md. */
import { workDaySchema } from '../records.ts'
import { WINDOW_KINDS } from '../statistics/windows.ts'
import { z } from '../zod.ts'

/** What is counted of an agent's work day, and the values that it can have, in the order of a cell's counts. */
export const MEASURE_VALUES = {
  outcome: ['rated', 'skipped', 'expired'],
  rating: ['1', '2', '3', '4', '5'],
  solved: ['yes', 'no'],
  smiley: ['happy', 'neutral', 'sad'],
} as const
export const MEASURES = [
  'outcome',
  'rating',
  'solved',
  'smiley',
] as const satisfies readonly (keyof typeof MEASURE_VALUES)[]
export type Measure = (typeof MEASURES)[number]

const countSchema = z.int().min(0)

/**
 * One measure of one window: a sum of blocks. Of a block whose values are all the same but at most one only that value
 * and the number of answers are known; both kinds are told apart.
 */
export const cellSchema = z.object({
  /** All answers. */
  n: countSchema,
  /** By value, the answers in blocks that are told exactly. */
  counts: z.array(countSchema),
  /** By value, the answers in blocks that are almost alike (each may have one of another value), and how many blocks. */
  alike: z.array(countSchema),
  alikeBlocks: z.array(countSchema),
})
export type Cell = z.infer<typeof cellSchema>

/** `cell: null`: nothing of it can be shown. `left`: work days of which something isn't in it. */
export const measureSchema = z.object({ cell: cellSchema.nullable(), left: countSchema })
export type MeasureAnswer = z.infer<typeof measureSchema>

/** What is counted of interactions: a smiley has no channel. */
const partMeasures = {
  outcome: cellSchema.nullable(),
  rating: cellSchema.nullable(),
  solved: cellSchema.nullable(),
}

/** A channel or queue; `other`: those that are too small to be shown alone. A record without a queue: `none`. */
export const partSchema = z.object({
  part: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('named'), name: z.string() }),
    z.object({ kind: z.literal('none') }),
    z.object({ kind: z.literal('other') }),
  ]),
  ...partMeasures,
})
export type PartAnswer = z.infer<typeof partSchema>

export const windowSchema = z.object({
  /** First and last work day. */
  from: workDaySchema,
  to: workDaySchema,
  outcome: measureSchema,
  rating: measureSchema,
  solved: measureSchema,
  smiley: measureSchema,
  /** Of months and quarters; empty where they can't be shown. */
  channels: z.array(partSchema),
  queues: z.array(partSchema),
})
export type WindowAnswer = z.infer<typeof windowSchema>

/** `GET /v1/teams/{id}/summary?from&to&by=`: the windows that end between both and are closed, oldest first. */
export const summaryAnswerSchema = z.object({
  storeId: z.uuid(),
  epoch: z.int().min(1),
  team: z.object({ id: z.uuid(), name: z.string() }),
  by: z.enum(WINDOW_KINDS),
  threshold: z.int(),
  /** Work days up to this one are closed; `null`: none yet. */
  closedTo: workDaySchema.nullable(),
  windows: z.array(windowSchema),
})
export type SummaryAnswer = z.infer<typeof summaryAnswerSchema>
