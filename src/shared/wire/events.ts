/**
 * What travels: CloudEvents 1.0 whose `data` is all that the collector may know of a record. Every object is strict,
 * so a field that isn't listed here (a name, a number, a clock time) is refused, not ignored.
 */
import { OUTCOMES, REASONS, SMILEYS, TEXT_LIMITS } from '../lists.ts'
import { ratingSchema, workDaySchema } from '../records.ts'
import { CHANNELS } from '../trigger.ts'
import { z } from '../zod.ts'
import { dayRule, eventIdRule, interactionRule, pulseRule, type BrokenRule } from './event-rules.ts'
import { WIRE_LIMITS } from './limits.ts'

export const EVENT_TYPES = {
  interaction: 'org.aftercall.interaction.v1',
  day: 'org.aftercall.day.v1',
  pulse: 'org.aftercall.pulse.v1',
} as const
export type EventKind = keyof typeof EVENT_TYPES
export type EventType = (typeof EVENT_TYPES)[EventKind]

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'

/** `<recordId>/<revision>`: the record's UUIDv7 in lower case and its revision, 1 or higher, without leading zeros. */
const eventIdSchema = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\/[1-9][0-9]{0,9}$/)
  .superRefine((id, context) => addIssue(context, eventIdRule(id)))

/** `urn:aftercall:device:<deviceId>`; must name the device whose token the request carries. */
const sourceSchema = z.string().regex(new RegExp(`^urn:aftercall:device:${UUID}$`))

/** Text that every database keeps as it is: no NUL, which PostgreSQL can't store, and no half of a surrogate pair. */
// oxlint-disable-next-line no-control-regex -- NUL is what this is about
const textSchema = z.string().regex(/^[^\u0000\ud800-\udfff]*$/u)

export const quarterSchema = z.string().regex(/^\d{4}-Q[1-4]$/)

/**
 * An interaction. `outcome: null`: the agent took the answer back, it waits again. `deleted`: a tombstone, everything
 * else but the work day is `null` or empty. `externalIds` only with a follow-up or a story, or where the policy has
 * switched the customer comparison on.
 */
export const interactionDataSchema = z
  .strictObject({
    workDay: workDaySchema,
    deleted: z.boolean(),
    channel: z.enum(CHANNELS),
    queue: textSchema.min(1).max(WIRE_LIMITS.queueLength).nullable(),
    outcome: z.enum(OUTCOMES).nullable(),
    rating: ratingSchema.nullable(),
    solved: z.boolean().nullable(),
    reasons: z.array(z.enum(REASONS)).max(REASONS.length),
    followUp: textSchema.max(TEXT_LIMITS.followUp).nullable(),
    story: textSchema.min(1).max(TEXT_LIMITS.story).nullable(),
    externalIds: z
      .array(textSchema.min(1).max(WIRE_LIMITS.externalIdLength))
      .max(WIRE_LIMITS.externalIds)
      .optional(),
  })
  .superRefine((data, context) => addIssue(context, interactionRule(data)))
export type InteractionData = z.infer<typeof interactionDataSchema>

/** A work day's smiley; `null`: taken back. */
export const dayDataSchema = z
  .strictObject({
    workDay: workDaySchema,
    deleted: z.boolean(),
    smiley: z.enum(SMILEYS).nullable(),
  })
  .superRefine((data, context) => addIssue(context, dayRule(data)))
export type DayData = z.infer<typeof dayDataSchema>

/** The quarterly eNPS answer, 0–10; `null`: taken back. */
export const pulseDataSchema = z
  .strictObject({
    quarter: quarterSchema,
    deleted: z.boolean(),
    score: z.int().min(0).max(10).nullable(),
  })
  .superRefine((data, context) => addIssue(context, pulseRule(data)))
export type PulseData = z.infer<typeof pulseDataSchema>

const envelope = {
  specversion: z.literal('1.0'),
  id: eventIdSchema,
  source: sourceSchema,
  datacontenttype: z.literal('application/json').optional(),
}

export const interactionEventSchema = z.strictObject({
  ...envelope,
  type: z.literal(EVENT_TYPES.interaction),
  data: interactionDataSchema,
})
export const dayEventSchema = z.strictObject({
  ...envelope,
  type: z.literal(EVENT_TYPES.day),
  data: dayDataSchema,
})
export const pulseEventSchema = z.strictObject({
  ...envelope,
  type: z.literal(EVENT_TYPES.pulse),
  data: pulseDataSchema,
})

export const wireEventSchema = z.discriminatedUnion('type', [
  interactionEventSchema,
  dayEventSchema,
  pulseEventSchema,
])
/** One event as it travels. */
export type WireEvent = z.infer<typeof wireEventSchema>

function addIssue(context: z.RefinementCtx, broken: BrokenRule | undefined): void {
  if (broken !== undefined)
    context.addIssue({
      code: 'custom',
      path: broken.field === '' ? [] : [broken.field],
      message: broken.detail,
    })
}

/** The id of an event. */
export function eventId(recordId: string, revision: number): string {
  return `${recordId}/${revision}`
}

/** The two halves of an event's id; `undefined` when it isn't one. */
export function parseEventId(
  id: string,
): { readonly recordId: string; readonly revision: number } | undefined {
  if (!eventIdSchema.safeParse(id).success) return undefined
  const revision = Number(id.slice(37))
  return revision > WIRE_LIMITS.revision ? undefined : { recordId: id.slice(0, 36), revision }
}

export function sourceOf(deviceId: string): string {
  return `urn:aftercall:device:${deviceId}`
}
