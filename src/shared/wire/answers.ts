/** What the collector answers. Objects are not strict here: a newer collector may say more than a widget knows. */
import type { EVENT_REFUSALS } from '../lists.ts'
import { workDaySchema } from '../records.ts'
import { policySchema } from '../policy.ts'
import { z } from '../zod.ts'
import { WIRE_LIMITS } from './limits.ts'

/** As policySchema, but what a newer collector adds is passed over. */
const answeredPolicySchema = z.object(policySchema.shape)

/** Which store answers: `storeId` for its life, `epoch` raised whenever it was restored from a backup. */
const identity = { storeId: z.uuid(), epoch: z.int().min(1) }
export const storeIdentitySchema = z.object(identity)
export type StoreIdentity = z.infer<typeof storeIdentitySchema>

/** Why one event of a batch was refused. */
export type EventRefusalCode = (typeof EVENT_REFUSALS)[number]

export const eventRefusalSchema = z.object({
  /** The event's id; `null` where it had none that could be read. */
  id: z.string().nullable(),
  /** Place in the batch, from 0. */
  index: z.int().min(0),
  code: z.string(),
  detail: z.string().optional(),
})
export type EventRefusal = z.infer<typeof eventRefusalSchema>

/**
 * The answer to a batch, after its commit. Every event is counted once: `stored + stale + refused.length` is the length
 * of the batch, else the device takes nothing as sent.
 */
export const eventsAnswerSchema = z.object({
  ...identity,
  /** New to the collector and durable now. */
  stored: z.int().min(0),
  /** Already there in this or a higher revision, or older than what the collector keeps. Never an error. */
  stale: z.int().min(0),
  /**
   * Of the stale ones those of which the collector holds a higher revision: the event's id, as it was sent, and that
   * revision.
   */
  newer: z.array(z.object({ id: z.string(), revision: z.int().min(1).max(WIRE_LIMITS.revision) })),
  refused: z.array(eventRefusalSchema),
})
export type EventsAnswer = z.infer<typeof eventsAnswerSchema>

/** A work day or, for pulses, a quarter: how many records of it the collector holds, and a hash over them. */
export const digestPeriodSchema = z.object({
  period: z.string().regex(/^\d{4}-(\d\d-\d\d|Q[1-4])$/),
  count: z.int().min(1),
  /** See digest.ts. */
  hash: z.string().regex(/^[0-9a-f]{32}$/),
})
export const digestAnswerSchema = z.object({
  ...identity,
  /** The collector keeps nothing from before this work day; the device doesn't compare it. */
  since: workDaySchema,
  /** Periods of which it holds something of this device, tombstones included, oldest first. */
  periods: z.array(digestPeriodSchema),
})
export type DigestAnswer = z.infer<typeof digestAnswerSchema>

export const ROLES = ['agent', 'lead'] as const
export type Role = (typeof ROLES)[number]

/** 256 random bits and what the collector needs to find them; opaque to the device. */
const secretSchema = z.string().min(20).max(200)

export const enrolmentRequestSchema = z.strictObject({
  /** As an administrator or another computer of the agent gave it. Case, spaces and hyphens don't matter. */
  code: z.string().min(1).max(100),
  /** Of an earlier enrolment of this data folder: the device stays the same device, and its records count once. */
  claim: secretSchema.optional(),
  /** Which device that was: the collector says whether it was erased, also where it knows no claim any more. */
  deviceId: z.uuid().optional(),
})
export type EnrolmentRequest = z.infer<typeof enrolmentRequestSchema>

/** What an enrolment gives, and an erasure, after which the device is another one. */
export const enrolmentAnswerSchema = z.object({
  ...identity,
  deviceId: z.uuid(),
  /** The agent had erased what the device of the request had sent: it doesn't send that again. Left out: no. */
  erased: z.literal(true).optional(),
  /** Goes with every request, `Authorization: Bearer …`. */
  token: secretSchema,
  /** Only for the next enrolment; worthless without a code. */
  claim: secretSchema,
  role: z.enum(ROLES),
  team: z.object({ id: z.uuid(), name: z.string() }),
  policy: answeredPolicySchema,
})
export type EnrolmentAnswer = z.infer<typeof enrolmentAnswerSchema>

export const policyAnswerSchema = z.object({
  ...identity,
  role: z.enum(ROLES),
  team: z.object({ id: z.uuid(), name: z.string() }),
  policy: answeredPolicySchema,
})
export type PolicyAnswer = z.infer<typeof policyAnswerSchema>

export const tokenAnswerSchema = z.object({ token: secretSchema })
export type TokenAnswer = z.infer<typeof tokenAnswerSchema>

export const transferCodeAnswerSchema = z.object({ code: z.string(), expiresAt: z.iso.datetime() })
export type TransferCodeAnswer = z.infer<typeof transferCodeAnswerSchema>

/** Why a request as a whole was refused; the last part of the problem's `type`, `urn:aftercall:problem:<code>`. */
export const PROBLEM_CODES = [
  /** Body or query don't fit; `errors` names the places. */
  'invalid-request',
  'not-found',
  'method-not-allowed',
  'unsupported-media-type',
  'body-too-large',
  /** No token, or none that this collector knows. */
  'unauthorized',
  /** The token was revoked: the device must be enrolled again. */
  'revoked',
  /** The agent had everything erased, perhaps from another computer. */
  'erased',
  /** The device's role may not do this. */
  'forbidden',
  'code-unknown',
  'code-expired',
  'code-used-up',
  'too-many-requests',
  'request-timeout',
  /** Too much to do, starting or stopping: `Retry-After` says when to try again. */
  'busy',
  /** The disk of the collector refuses; nothing of the request is stored. */
  'storage',
  'internal',
] as const
export type ProblemCode = (typeof PROBLEM_CODES)[number]

export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  errors: z.array(z.object({ at: z.string(), detail: z.string() })).optional(),
})
export type Problem = z.infer<typeof problemSchema>

const PROBLEM_TYPE = 'urn:aftercall:problem:'

export function problemType(code: ProblemCode): string {
  return `${PROBLEM_TYPE}${code}`
}

/** The code in a problem's `type`; `undefined` for a problem of somebody else, a proxy for instance. */
export function problemCode(type: string): ProblemCode | undefined {
  const code = type.startsWith(PROBLEM_TYPE) ? type.slice(PROBLEM_TYPE.length) : ''
  return PROBLEM_CODES.find((known) => known === code)
}
