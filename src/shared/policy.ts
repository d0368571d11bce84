/** The organisation's policy, kept by the collector and fetched by every widget; everything has a safe default. */
import { z } from './zod.ts'

/** Fewer people than this are never summarised; an organisation may raise the number. */
export const LEAST_THRESHOLD = 5
/** The collector keeps raw records at most so long; an organisation may shorten it. */
export const MOST_RETENTION_MONTHS = 12

export const policySchema = z.strictObject({
  /** Distinct people of whom a summary must consist. */
  threshold: z.int().min(LEAST_THRESHOLD).max(1000).default(LEAST_THRESHOLD),
  /** After so many months raw records and what is kept per agent are dropped; team aggregates stay. */
  retentionMonths: z.int().min(1).max(MOST_RETENTION_MONTHS).default(MOST_RETENTION_MONTHS),
  /**
   * Customers' feedback is joined with interactions by their ids, which therefore leave the computer with every
   * rating. Only with the works council's agreement, whose date is stated.
   */
  customerComparison: z.strictObject({ worksCouncilAgreedOn: z.iso.date() }).nullable().default(null),
})
export type Policy = z.infer<typeof policySchema>

export const DEFAULT_POLICY: Policy = policySchema.parse({})
