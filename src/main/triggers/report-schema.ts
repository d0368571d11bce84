/**
 * What a caller from outside may say about an ended interaction: the body of `POST /v1/interactions/ended`, and the
 * keys of a link and of the command line. Every field is optional; nothing that isn't listed is accepted.
 */
import { CAUSES, CHANNELS, DIRECTIONS, PHASES } from '../../shared/trigger.ts'
import type { InteractionEnded } from '../../shared/trigger.ts'
import { z } from '../../shared/zod.ts'

const HOUR_MS = 3_600_000
/** An end further ahead than this is not a clock that is a little off. */
const MAX_AHEAD_MS = 5 * 60_000
/** An end longer ago than this isn't worth asking about. */
const MAX_AGE_MS = 24 * HOUR_MS
const MAX_DURATION_MS = 7 * 24 * HOUR_MS
/** Epoch milliseconds have been above this since 1973, epoch seconds will be below it until the year 5138. */
const LEAST_MS = 100_000_000_000

const oneOf = <const T extends readonly string[]>(values: T) =>
  z.enum(values, { error: `must be one of: ${values.join(', ')}` })

const text = (max: number) =>
  z
    .string('must be a string')
    .trim()
    .min(1, 'must not be empty')
    .max(max, `must not be longer than ${max} characters`)
    .regex(/^\P{C}*$/u, 'must not contain control characters')

const idSchema = z
  .string('must be a string')
  .regex(
    /^[a-z][a-z0-9+.-]{0,31}:[^\s\p{C}]{1,200}$/u,
    'must be a namespaced id such as "sip:<Call-ID>" or "ext:<case>", without spaces',
  )

/** Namespaced ids, best first. */
export const idsSchema = z.array(idSchema, 'must be a list of ids').max(8, 'must not hold more than 8 ids')

const timeSchema = z
  .union([z.number(), z.iso.datetime({ offset: true })], {
    error: 'must be epoch milliseconds or an ISO 8601 time with its offset, such as 2026-11-23T14:05:00Z',
  })
  .transform((time) => (typeof time === 'number' ? Math.round(time) : Date.parse(time)))
  .refine((time) => time >= LEAST_MS, 'must be in milliseconds; this looks like seconds')

const bodySchema = z.strictObject({
  ids: idsSchema.optional(),
  channel: oneOf(CHANNELS).optional(),
  direction: oneOf(DIRECTIONS).optional(),
  cause: oneOf(CAUSES).optional(),
  answered: z.boolean('must be true or false').optional(),
  phase: oneOf(PHASES).optional(),
  endedAt: timeSchema.optional(),
  startedAt: timeSchema.optional(),
  durationMs: z
    .number('must be a number of milliseconds')
    .min(0, 'must not be negative')
    .max(MAX_DURATION_MS, 'must not be longer than a week')
    .transform((duration) => Math.round(duration))
    .optional(),
  queue: text(100).optional(),
  peer: text(100).optional(),
})

/** The names of all fields. */
export const REPORT_FIELDS: readonly string[] = Object.keys(bodySchema.shape)

/** What is wrong with a report: a JSON pointer's worth of field, and a sentence. */
export interface BadField {
  readonly ok: false
  readonly field: string
  readonly detail: string
}

/** Turns a failed check into the field and the sentence that the caller is told. */
export function badFieldOf(error: z.ZodError): BadField {
  const [issue] = error.issues
  if (issue?.code === 'unrecognized_keys') {
    const field = (issue.keys[0] ?? '').slice(0, 40)
    return { ok: false, field, detail: `"${field}" is not a field of this request.` }
  }
  const field = issue?.path.map(String).join('/') ?? ''
  const subject = field === '' ? 'The body' : `"${field}"`
  // A wrong type at the top has zod's own words; ours are about fields.
  const said = field === '' ? 'must be a JSON object' : (issue?.message ?? 'is not right')
  return { ok: false, field, detail: `${subject} ${said}.` }
}

/** Checks a report from outside and fills in what it leaves out. `now` is epoch ms. */
export function parseReport(
  input: unknown,
  now: number,
): { readonly ok: true; readonly report: InteractionEnded } | BadField {
  const parsed = bodySchema.safeParse(input)
  if (!parsed.success) return badFieldOf(parsed.error)
  const { ids, channel, direction, cause, answered, phase, startedAt, ...rest } = parsed.data
  const said = rest.endedAt ?? now
  const bad = (field: string, detail: string): BadField => ({ ok: false, field, detail })
  if (said > now + MAX_AHEAD_MS)
    return bad('endedAt', '"endedAt" lies in the future; compare the clocks of the two computers.')
  if (said < now - MAX_AGE_MS) return bad('endedAt', '"endedAt" is more than 24 hours ago.')
  // A clock that is a little ahead is forgiven: nothing has ended later than now.
  const endedAt = Math.min(said, now)
  if (startedAt !== undefined && startedAt > said)
    return bad('startedAt', '"startedAt" is later than the end of the interaction.')
  if (startedAt !== undefined && said - startedAt > MAX_DURATION_MS)
    return bad('startedAt', '"startedAt" is more than a week before the end of the interaction.')
  return {
    ok: true,
    report: {
      ids: [...new Set(ids)],
      channel: channel ?? 'unknown',
      direction: direction ?? 'unknown',
      cause: cause ?? 'unknown',
      answered,
      phase: phase ?? 'hangup',
      endedAt,
      ...(startedAt === undefined ? {} : { startedAt: Math.min(startedAt, endedAt) }),
      ...(rest.durationMs === undefined ? {} : { durationMs: rest.durationMs }),
      ...(rest.queue === undefined ? {} : { queue: rest.queue }),
      ...(rest.peer === undefined ? {} : { peer: rest.peer }),
    },
  }
}

const liveSchema = z.strictObject({
  ids: idsSchema.min(1, 'must hold at least one id'),
  live: z.boolean('must be true or false'),
})

/** Checks the body of `POST /v1/interactions/live`. */
export function parseLive(
  input: unknown,
): { readonly ok: true; readonly ids: readonly string[]; readonly live: boolean } | BadField {
  const parsed = liveSchema.safeParse(input)
  return parsed.success ? { ok: true, ...parsed.data } : badFieldOf(parsed.error)
}
