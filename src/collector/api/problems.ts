/** Refusals of a request as a whole, RFC 9457. What was sent is never repeated in them. */
import { PROBLEM_MEDIA_TYPE } from '../../shared/wire/limits.ts'
import { problemType, type Problem, type ProblemCode } from '../../shared/wire/answers.ts'
import type { CredentialRefusal, StoreError } from '../store/store.ts'
import type { Answer } from './answer.ts'

interface Kind {
  readonly status: number
  readonly title: string
}

/** Status and title of every refusal. */
export const PROBLEMS = {
  'invalid-request': { status: 400, title: 'The request is not one of this protocol' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'method-not-allowed': { status: 405, title: 'This method does not work here' },
  'unsupported-media-type': { status: 415, title: 'The body is of a kind that is not read here' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  unauthorized: { status: 401, title: 'This computer is not known here' },
  revoked: { status: 401, title: 'The token of this computer was revoked' },
  erased: { status: 401, title: 'Everything of this agent was erased' },
  forbidden: { status: 403, title: 'This is not allowed' },
  'code-unknown': { status: 403, title: 'This code is not known' },
  'code-expired': { status: 403, title: 'This code has expired' },
  'code-used-up': { status: 403, title: 'This code has been used up' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  'request-timeout': { status: 408, title: 'The request took too long' },
  busy: { status: 503, title: 'The collector is busy' },
  storage: { status: 507, title: 'The collector can not store anything at present' },
  internal: { status: 500, title: 'Something went wrong in the collector' },
} as const satisfies Record<ProblemCode, Kind>

export interface Refusal {
  readonly code: ProblemCode
  readonly detail: string
  /** Where in the body, as JSON pointers, or the name of a header or a part of the query. */
  readonly errors?: readonly { readonly at: string; readonly detail: string }[]
  readonly retryAfterS?: number
  readonly allow?: string
  /** Where HTTP has a finer status than the code's. */
  readonly status?: number
}

/** A refusal as an answer. */
export function refuse(refusal: Refusal): Answer {
  const { code, detail, errors, retryAfterS, allow } = refusal
  const { title, status: usual } = PROBLEMS[code]
  const status = refusal.status ?? usual
  const problem: Problem = {
    type: problemType(code),
    title,
    status,
    detail,
    ...(errors !== undefined && { errors: [...errors] }),
  }
  const headers: string[] = []
  if (status === 401) headers.push('www-authenticate', 'Bearer realm="aftercall"')
  if (retryAfterS !== undefined) headers.push('retry-after', String(retryAfterS))
  if (allow !== undefined) headers.push('allow', allow)
  return { status, type: PROBLEM_MEDIA_TYPE, headers, body: JSON.stringify(problem) }
}

const CREDENTIAL_DETAILS = {
  unauthorized:
    'Send the token of an enrolment as "Authorization: Bearer …"; this one is missing or not known.',
  revoked: 'Enrol this computer again with a new code. Everything that it keeps can be sent then.',
  erased: 'The agent had everything erased. What this computer holds of that time is not taken any more.',
} as const satisfies Record<CredentialRefusal, string>

/** A token that opens nothing. */
export function refuseCredential(code: CredentialRefusal): Answer {
  return refuse({ code, detail: CREDENTIAL_DETAILS[code] })
}

/** Seconds until a device may try again: a few, and not the same for all. */
const BUSY_S = 1
const BUSY_SPREAD_S = 4
const STORAGE_S = 60

export function refuseBusy(detail: string, random: () => number): Answer {
  return refuse({ code: 'busy', detail, retryAfterS: BUSY_S + Math.round(random() * BUSY_SPREAD_S) })
}

/**
 * What the store's refusal means to a device. Details of the store are for the log only: its messages name files and
 * servers.
 */
export function refuseStoreError({ code }: StoreError, random: () => number): Answer {
  switch (code) {
    case 'busy':
    case 'closed':
    case 'locked':
    case 'unreachable':
      return refuseBusy('Too much to do, starting or stopping. Nothing of this request was stored.', random)
    case 'disk-full':
    case 'read-only':
    case 'corrupt':
    case 'newer-schema':
    case 'unsuitable':
    case 'wrong-runtime':
    case 'io':
      return refuse({
        code: 'storage',
        detail: 'The database of the collector refuses. Nothing of this request was stored.',
        retryAfterS: STORAGE_S,
      })
    case 'not-found':
      return refuseCredential('unauthorized')
    case 'conflict':
      return refuse({ code: 'forbidden', detail: 'The state of the team does not allow this.' })
  }
}
