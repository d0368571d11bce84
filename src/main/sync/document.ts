/** What the sync remembers over a restart, in one document beside the records. Never the token. */
import { policySchema } from '../../shared/policy.ts'
import { ROLES } from '../../shared/wire/answers.ts'
import { z } from '../../shared/zod.ts'

/** Key of the document in the store. */
export const SYNC_STATE = 'sync'

/** Claims of this many endpoints are kept. */
export const MOST_CLAIMS = 8

export const syncDocumentSchema = z.object({
  wire: z.enum(['aftercall', 'cloudevents']),
  /** Base address, or the exact one of a plain receiver; `null`: nothing leaves this computer. */
  endpoint: z.string().nullable(),
  connection: z.enum(['none', 'enrolled', 'revoked', 'unknown', 'erased']),
  deviceId: z.string().nullable(),
  role: z.enum(ROLES).nullable(),
  team: z.string().nullable(),
  /** Unknown until the next answer where an older version wrote this. */
  teamId: z.string().nullable().default(null),
  policy: z.object(policySchema.shape).nullable(),
  storeId: z.string().nullable(),
  epoch: z.int().nullable(),
  /** For the next enrolment at the same endpoint, so that this stays the same device there. Newest first. */
  claims: z.array(z.object({ endpoint: z.string(), claim: z.string(), deviceId: z.string() })),
  /**
   * Everything was erased: records up to this id (a UUIDv7) are never sent again unless they change; what the collector
   * has confirmed of them since, the store remembers.
   */
  erasedUpTo: z.string().nullable(),
  /**
   * What is to be done before anything is sent; cut short, it begins again. `forget` what another endpoint has refused
   * and compared; the same and `settle`: nothing that waits is sent; the same and `resend`: everything goes once more.
   */
  preparation: z.enum(['none', 'forget', 'settle', 'resend']),
  /** SHA-256 of the policy file's code that was used last: the same code doesn't undo a revocation. */
  usedCode: z.string().nullable(),
  /** Version of the program that has asked last; another one tries what was refused once more. */
  program: z.string().nullable(),
  /** Epoch ms; written down only when something keeps waiting. */
  waitingSince: z.number().nullable(),
  lastSentAt: z.number().nullable(),
})
export type SyncDocument = z.infer<typeof syncDocumentSchema>

/** What belongs to one endpoint, forgotten. */
export const NO_ENDPOINT = {
  endpoint: null,
  connection: 'none',
  deviceId: null,
  role: null,
  team: null,
  teamId: null,
  policy: null,
  storeId: null,
  epoch: null,
} as const satisfies Partial<SyncDocument>

export const EMPTY_DOCUMENT: SyncDocument = {
  ...NO_ENDPOINT,
  wire: 'aftercall',
  claims: [],
  erasedUpTo: null,
  preparation: 'none',
  usedCode: null,
  program: null,
  waitingSince: null,
  lastSentAt: null,
}
