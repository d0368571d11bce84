/** What each route takes and answers, in words and names; document.ts makes an OpenAPI document of it. */
import type { ProblemCode } from '../../../shared/wire/answers.ts'
import { BATCH_MEDIA_TYPE, ROUTES, WIRE_LIMITS } from '../../../shared/wire/limits.ts'
import { EVENT_MEDIA_TYPE, METRICS_MEDIA_TYPE, OPERATIONS } from '../paths.ts'
import type { SchemaName } from './schemas.ts'

export interface Operation {
  readonly path: string
  readonly method: 'get' | 'post'
  readonly id: string
  readonly summary: string
  readonly description: string
  readonly tag: 'records' | 'membership' | 'own data' | 'operation'
  /** Whether it is for a device with its token, for whoever has the metrics token, or for anybody. */
  readonly access: 'device' | 'metrics' | 'anybody'
  readonly query?: readonly {
    readonly name: string
    readonly schema: SchemaName
    readonly description: string
  }[]
  /** By media type. */
  readonly body?: Readonly<Record<string, SchemaName>>
  readonly answer: {
    readonly status: 200 | 204
    readonly description: string
    readonly type?: string
    readonly schema?: SchemaName
    /** May come compressed, by Accept-Encoding. */
    readonly compressible?: boolean
  }
  /** Beyond those of every route. */
  readonly refusals: readonly ProblemCode[]
  /** Answers HEAD too. */
  readonly head?: boolean
}

/** Any route may refuse so: what isn't HTTP or too slow, a stop, a fault. */
export const COMMON_REFUSALS = [
  'invalid-request',
  'method-not-allowed',
  'request-timeout',
  'busy',
  'internal',
] as const satisfies readonly ProblemCode[]

const CREDENTIAL = ['unauthorized', 'revoked', 'erased', 'too-many-requests', 'storage'] as const
const BODY = ['body-too-large', 'unsupported-media-type'] as const

export const OPERATION_LIST: readonly Operation[] = [
  {
    path: ROUTES.events,
    method: 'post',
    id: 'sendEvents',
    tag: 'records',
    access: 'device',
    summary: 'Send records',
    description:
      `At most ${WIRE_LIMITS.batchEvents} events and ${WIRE_LIMITS.bodyBytes} bytes, unpacked; \`Content-Encoding\` gzip, zstd or ` +
      'identity. The answer comes after the commit and accounts for every event: `stored + stale + refused.length` is ' +
      'the length of the batch. An event that is refused holds up no other. Lengths of text are counted in UTF-16 ' +
      'code units.',
    body: { [BATCH_MEDIA_TYPE]: 'Batch', [EVENT_MEDIA_TYPE]: 'Event' },
    answer: { status: 200, description: 'What became of each event.', schema: 'EventsAnswer' },
    refusals: [...CREDENTIAL, ...BODY],
  },
  {
    path: ROUTES.digest,
    method: 'get',
    id: 'getDigest',
    tag: 'records',
    access: 'device',
    summary: 'Compare',
    description:
      'What the collector holds of this device: for each work day and quarter a count and a hash over the ids and ' +
      'revisions of its records.',
    query: [
      {
        name: 'from',
        schema: 'WorkDay',
        description: 'The first work day that is compared; without it all that are kept.',
      },
    ],
    answer: { status: 200, description: 'The digest.', schema: 'DigestAnswer', compressible: true },
    refusals: CREDENTIAL,
  },
  {
    path: ROUTES.enrolments,
    method: 'post',
    id: 'enrol',
    tag: 'membership',
    access: 'anybody',
    summary: 'Join a team',
    description: 'Exchanges a code for a device and its token. Few tries with wrong codes are allowed.',
    body: { 'application/json': 'EnrolmentRequest' },
    answer: { status: 200, description: 'The device, its token and its team.', schema: 'EnrolmentAnswer' },
    refusals: ['code-unknown', 'code-expired', 'code-used-up', 'too-many-requests', 'storage', ...BODY],
  },
  {
    path: ROUTES.policy,
    method: 'get',
    id: 'getPolicy',
    tag: 'membership',
    access: 'device',
    summary: 'Role, team and policy',
    description: 'What holds for this device now. Asked once a day.',
    answer: { status: 200, description: 'The policy.', schema: 'PolicyAnswer' },
    refusals: CREDENTIAL,
  },
  {
    path: ROUTES.token,
    method: 'post',
    id: 'rotateToken',
    tag: 'membership',
    access: 'device',
    summary: 'A new token',
    description: 'The old one ends at once.',
    answer: { status: 200, description: 'The new token.', schema: 'TokenAnswer' },
    refusals: CREDENTIAL,
  },
  {
    path: ROUTES.transferCodes,
    method: 'post',
    id: 'createTransferCode',
    tag: 'membership',
    access: 'device',
    summary: 'A code for another computer',
    description: 'Whoever enrols with it is the same agent. It works once and not for long.',
    answer: { status: 200, description: 'The code.', schema: 'TransferCodeAnswer' },
    refusals: [...CREDENTIAL, 'forbidden'],
  },
  {
    path: ROUTES.export,
    method: 'get',
    id: 'exportOwnData',
    tag: 'own data',
    access: 'device',
    summary: 'Everything that is held of the agent',
    description: 'The events of all computers of the agent as they were sent, in one JSON array.',
    answer: {
      status: 200,
      description: 'The events.',
      type: BATCH_MEDIA_TYPE,
      schema: 'Export',
      compressible: true,
    },
    refusals: CREDENTIAL,
  },
  {
    path: ROUTES.erase,
    method: 'post',
    id: 'eraseOwnData',
    tag: 'own data',
    access: 'device',
    summary: 'Forget the agent',
    description:
      'Everything that is held of the agent is erased, and nothing of it is ever stored again. This device goes on as ' +
      'another one, of another agent; the other computers of the agent are told `erased`.',
    answer: { status: 200, description: 'What an enrolment gives.', schema: 'EnrolmentAnswer' },
    refusals: [...CREDENTIAL, 'forbidden'],
  },
  {
    path: ROUTES.leave,
    method: 'post',
    id: 'leave',
    tag: 'own data',
    access: 'device',
    summary: 'Leave',
    description: 'The tokens of all computers of the agent end. What was sent stays.',
    answer: { status: 204, description: 'Done.' },
    refusals: CREDENTIAL,
  },
  {
    path: OPERATIONS.health,
    method: 'get',
    id: 'getHealth',
    tag: 'operation',
    access: 'anybody',
    summary: 'The process lives',
    description: 'Says nothing about the database; answers while the collector stops.',
    answer: { status: 200, description: 'It does.', schema: 'State' },
    refusals: [],
    head: true,
  },
  {
    path: OPERATIONS.ready,
    method: 'get',
    id: 'getReadiness',
    tag: 'operation',
    access: 'anybody',
    summary: 'Events can be stored',
    description: '503 while the database takes nothing and from the beginning of a stop.',
    answer: { status: 200, description: 'They can.', schema: 'State' },
    refusals: [],
    head: true,
  },
  {
    path: OPERATIONS.metrics,
    method: 'get',
    id: 'getMetrics',
    tag: 'operation',
    access: 'metrics',
    summary: 'Metrics for Prometheus',
    description:
      'With the metrics token, if the collector was started with one; else only from the computer on which it runs, and ' +
      'not through a proxy.',
    answer: {
      status: 200,
      description: 'The metrics.',
      type: METRICS_MEDIA_TYPE,
      schema: 'Text',
      compressible: true,
    },
    refusals: ['unauthorized', 'forbidden'],
  },
  {
    path: OPERATIONS.openApi,
    method: 'get',
    id: 'getOpenApi',
    tag: 'operation',
    access: 'anybody',
    summary: 'This document',
    description: 'OpenAPI 3.1.',
    answer: { status: 200, description: 'The document.', schema: 'Document', compressible: true },
    refusals: [],
    head: true,
  },
]
