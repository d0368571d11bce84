/** Limits of the wire, kept by both ends: what the widget never exceeds and the collector refuses. */
export const WIRE_LIMITS = {
  /** Events in one batch. */
  batchEvents: 500,
  /** Bytes of a request's body after unpacking. */
  bodyBytes: 2 * 1024 * 1024,
  /** External ids of one interaction, and the length of each in UTF-16 code units. */
  externalIds: 8,
  externalIdLength: 200,
  queueLength: 200,
  /** Highest revision; a record that is changed a thousand times a day reaches it after five thousand years. */
  revision: 2_147_483_647,
} as const

/** Paths of the collector, below its base address. */
export const ROUTES = {
  events: '/v1/events',
  digest: '/v1/digest',
  enrolments: '/v1/enrolments',
  policy: '/v1/policy',
  token: '/v1/me/token',
  transferCodes: '/v1/me/transfer-codes',
  export: '/v1/me/export',
  erase: '/v1/me/erase',
  leave: '/v1/me/leave',
  ownFollowUps: '/v1/me/follow-ups',
  summary: '/v1/teams/:teamId/summary',
  weekly: '/v1/teams/:teamId/weekly',
  followUps: '/v1/teams/:teamId/follow-ups',
  followUp: '/v1/teams/:teamId/follow-ups/:recordId',
  stories: '/v1/teams/:teamId/stories',
  spotlight: '/v1/teams/:teamId/spotlight',
  promoters: '/v1/teams/:teamId/promoters',
  customers: '/v1/teams/:teamId/customers',
  customerFeedback: '/v1/customer-feedback',
} as const

/** What a team asks and is answered. */
export const TEAM_LIMITS = {
  /** Windows in one summary: thirteen months of days. */
  windows: 400,
  /** Stories and follow-ups in one answer, newest first. */
  stories: 100,
  followUps: 500,
  /** The words with which a lead says who has done a follow-up, in UTF-16 code units. */
  doneBy: 60,
  /** Days that a story stays in the spotlight. */
  spotlightDays: 7,
  /** Rows of customers' feedback in one request. */
  feedbackRows: 10_000,
  /** Bytes of such a request, unpacked. */
  feedbackBytes: 4 * 1024 * 1024,
} as const

/** Media type of a batch: CloudEvents 1.0, JSON batch format. */
export const BATCH_MEDIA_TYPE = 'application/cloudevents-batch+json'
/** Media type of a refusal: RFC 9457. */
export const PROBLEM_MEDIA_TYPE = 'application/problem+json'
