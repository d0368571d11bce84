/**
 * The records of Aftercall. Each has one writer, the device, so the only rule of conflict is "the higher revision
 * wins". `revision` starts at 0 for a record nobody has answered yet and rises with every change that others may
 * see; `syncedRevision` is the revision that the collector has confirmed. Pending = `syncedRevision < revision`.
 */
import { OUTCOMES, RATINGS, REASONS, SMILEYS, TEXT_LIMITS } from './lists.ts'
import { CAUSES, CHANNELS, DIRECTIONS } from './trigger.ts'
import { z } from './zod.ts'

/** A work day as an ISO date, `2026-11-23`. Not a calendar day: see work-day.ts. */
export const workDaySchema = z.iso.date()
export type WorkDayId = string

export const ratingSchema = z.literal(RATINGS)
/** The agent's own satisfaction with an interaction, 1 (very bad) to 5 (very good). */
export type Rating = z.infer<typeof ratingSchema>

/** What became of an interaction; `null` in a record: it is still waiting for the agent. */
export type Outcome = (typeof OUTCOMES)[number]

/** The day smiley. `neutral` only where settings or a policy offer three faces. */
export type Smiley = (typeof SMILEYS)[number]

/** What the rating was about; the agent may tick any number. */
export type Reason = (typeof REASONS)[number]

/** What an agent may add to or change in a rated interaction. A key left out stays as it is; `null` clears it. */
export const answerPatchSchema = z.strictObject({
  solved: z.boolean().nullable().optional(),
  reasons: z.array(z.enum(REASONS)).max(REASONS.length).optional(),
  /** The words to the team; an empty string is a follow-up without words. Shared with the team. */
  followUp: z.string().max(TEXT_LIMITS.followUp).nullable().optional(),
  /** One line about a good interaction. Shared with the team. */
  story: z.string().trim().min(1).max(TEXT_LIMITS.story).nullable().optional(),
  /** Private; never leaves the computer. */
  note: z.string().max(TEXT_LIMITS.note).nullable().optional(),
})
export type AnswerPatch = z.infer<typeof answerPatchSchema>

export const interactionSchema = z.strictObject({
  /** UUIDv7. */
  id: z.uuidv7(),
  revision: z.int().min(0),
  syncedRevision: z.int().min(0),
  /** A tombstone: everything but id, revision and work day is cleared. */
  deleted: z.boolean(),
  workDay: workDaySchema,
  /** IANA zone in which the work day was decided. */
  timeZone: z.string(),
  /** Namespaced ids as the trigger reported them, best first. */
  externalIds: z.array(z.string()),
  channel: z.enum(CHANNELS),
  direction: z.enum(DIRECTIONS),
  cause: z.enum(CAUSES),
  queue: z.string().nullable(),
  /** Epoch ms. */
  startedAt: z.int().nullable(),
  endedAt: z.int(),
  durationMs: z.int().min(0).nullable(),
  /** Id of the adapter that reported it first. */
  trigger: z.string(),
  /** Epoch ms at which a card first asked about it. */
  promptedAt: z.int().nullable(),
  outcome: z.enum(OUTCOMES).nullable(),
  rating: ratingSchema.nullable(),
  solved: z.boolean().nullable(),
  reasons: z.array(z.enum(REASONS)),
  followUp: z.string().nullable(),
  story: z.string().nullable(),
  note: z.string().nullable(),
})
export type Interaction = z.infer<typeof interactionSchema>

export const dayRecordSchema = z.strictObject({
  id: z.uuidv7(),
  revision: z.int().min(0),
  syncedRevision: z.int().min(0),
  deleted: z.boolean(),
  workDay: workDaySchema,
  timeZone: z.string(),
  smiley: z.enum(SMILEYS).nullable(),
  /** Epoch ms at which the agent was asked about this day; asked once, ever. */
  askedAt: z.int().nullable(),
})
/** A day on which the agent worked, with or without its smiley. */
export type DayRecord = z.infer<typeof dayRecordSchema>

export const pulseRecordSchema = z.strictObject({
  id: z.uuidv7(),
  revision: z.int().min(0),
  syncedRevision: z.int().min(0),
  deleted: z.boolean(),
  /** `2026-Q4`. */
  quarter: z.string().regex(/^\d{4}-Q[1-4]$/),
  score: z.int().min(0).max(10).nullable(),
})
/** The quarterly eNPS answer. */
export type PulseRecord = z.infer<typeof pulseRecordSchema>
