/** The routes of a team: what is published of it, and what its members have shared. */
import { ROUTES, TEAM_LIMITS } from '../../../shared/wire/limits.ts'
import { BODY, CREDENTIAL, type Operation } from './operation.ts'

/** Every member or its leads; a team of others, one that there isn't and a missing role look alike. */
const OF_TEAM = [...CREDENTIAL, 'forbidden', 'not-found'] as const

const LEADS = 'For the leads of the team.'
const MEMBERS = 'For every member of the team.'

export const TEAM_OPERATIONS: readonly Operation[] = [
  {
    path: ROUTES.ownFollowUps,
    method: 'get',
    id: 'getOwnFollowUps',
    tag: 'own data',
    access: 'device',
    summary: 'What became of the follow-ups of the agent',
    description:
      'Of all computers of the agent: the follow-ups that somebody of the team has done or found not needed. Those that ' +
      'are not in it are open.',
    answer: { status: 200, description: 'The follow-ups.', schema: 'OwnFollowUpsAnswer', compressible: true },
    refusals: CREDENTIAL,
  },
  {
    path: ROUTES.summary,
    method: 'get',
    id: 'getSummary',
    tag: 'team',
    access: 'device',
    summary: 'Figures of the team',
    description:
      `${LEADS} The windows that end from \`from\` to \`to\` and are closed, at most ${TEAM_LIMITS.windows} of them: days, ISO ` +
      'weeks, months or quarters. There are no other windows and no filters. A window that is closed never changes: what is ' +
      'in it, and what is not, is in docs/decisions/0016-publishing.md.',
    query: [
      { name: 'from', schema: 'WorkDay', description: 'The first work day.', required: true },
      { name: 'to', schema: 'WorkDay', description: 'The last work day, which counts in.', required: true },
      { name: 'by', schema: 'WindowKind', description: 'The kind of windows.', required: true },
    ],
    answer: {
      status: 200,
      description: 'The windows, oldest first.',
      schema: 'SummaryAnswer',
      compressible: true,
    },
    refusals: OF_TEAM,
  },
  {
    path: ROUTES.weekly,
    method: 'get',
    id: 'getWeekly',
    tag: 'team',
    access: 'device',
    summary: 'The last closed week in short',
    description:
      `${MEMBERS} The week and the one before, its stories, how many follow-ups were asked for in it and how many of them ` +
      'are settled by now, the spotlight, and the last closed quarter of which there are answers to the pulse.',
    answer: { status: 200, description: 'The week.', schema: 'WeeklyAnswer', compressible: true },
    refusals: OF_TEAM,
  },
  {
    path: ROUTES.followUps,
    method: 'get',
    id: 'getFollowUps',
    tag: 'team',
    access: 'device',
    summary: 'Follow-ups to work through',
    description:
      `${LEADS} What agents asked for: open ones first, then newest work day first, at most ${TEAM_LIMITS.followUps}. Nothing ` +
      'says who asked, nor how the interaction was rated. One that is taken back is gone.',
    answer: { status: 200, description: 'The follow-ups.', schema: 'FollowUpsAnswer', compressible: true },
    refusals: OF_TEAM,
  },
  {
    path: ROUTES.followUp,
    method: 'post',
    id: 'setFollowUp',
    tag: 'team',
    access: 'device',
    summary: 'How far the team is with a follow-up',
    description: `${LEADS} \`not-found\` where it was taken back or is too old. Set to open again, \`doneBy\` and \`on\` are null.`,
    body: { 'application/json': 'FollowUpRequest' },
    answer: { status: 200, description: 'The follow-up as it is now.', schema: 'FollowUp' },
    refusals: [...OF_TEAM, ...BODY],
  },
  {
    path: ROUTES.stories,
    method: 'get',
    id: 'getStories',
    tag: 'team',
    access: 'device',
    summary: 'Stories',
    description:
      `${MEMBERS} Newest work day first, at most ${TEAM_LIMITS.stories}, and of a work day all or none. Where there are more, ` +
      "the next are those before the last one's work day.",
    query: [
      {
        name: 'before',
        schema: 'WorkDay',
        description: 'Only stories of earlier work days; without it the newest.',
      },
    ],
    answer: {
      status: 200,
      description: 'The stories and the spotlight.',
      schema: 'StoriesAnswer',
      compressible: true,
    },
    refusals: OF_TEAM,
  },
  {
    path: ROUTES.spotlight,
    method: 'post',
    id: 'setSpotlight',
    tag: 'team',
    access: 'device',
    summary: 'Put a story into the spotlight',
    description:
      `${LEADS} It is on every widget of the team for ${TEAM_LIMITS.spotlightDays} days (UTC), today being the first, in place ` +
      'of the one before; null ends it. It goes with its story. `not-found` where the story was taken back or is too old.',
    body: { 'application/json': 'SpotlightRequest' },
    answer: {
      status: 200,
      description: 'The newest stories and the spotlight.',
      schema: 'StoriesAnswer',
      compressible: true,
    },
    refusals: [...OF_TEAM, ...BODY],
  },
  {
    path: ROUTES.promoters,
    method: 'get',
    id: 'getPromoters',
    tag: 'team',
    access: 'device',
    summary: 'eNPS by quarter',
    description: `${LEADS} Closed quarters of which there are answers to the pulse, and what customers said beside them.`,
    answer: {
      status: 200,
      description: 'The quarters, oldest first.',
      schema: 'PromotersAnswer',
      compressible: true,
    },
    refusals: OF_TEAM,
  },
  {
    path: ROUTES.customers,
    method: 'get',
    id: 'getCustomers',
    tag: 'customers',
    access: 'device',
    summary: 'Customers beside agents',
    description:
      `${LEADS} How ratings and customers' scores of the same interactions agree, by closed quarter, rounded: see ` +
      'docs/decisions/0017-customers.md. Nothing while the policy has not switched the comparison on.',
    answer: {
      status: 200,
      description: 'The quarters, oldest first.',
      schema: 'CustomersAnswer',
      compressible: true,
    },
    refusals: OF_TEAM,
  },
  {
    path: ROUTES.customerFeedback,
    method: 'post',
    id: 'sendCustomerFeedback',
    tag: 'customers',
    access: 'feedback',
    summary: 'Send what customers answered',
    description:
      `At most ${TEAM_LIMITS.feedbackRows} answers and ${TEAM_LIMITS.feedbackBytes} bytes, unpacked; \`Content-Encoding\` gzip, zstd or ` +
      'identity. The answer comes after the commit and accounts for every row: `stored + unchanged + refused.length` is ' +
      'their number; what is refused holds up nothing else. The same interaction and scale again: the last answer counts. ' +
      'Refused as a whole while no policy has switched the comparison on.',
    body: { 'application/json': 'FeedbackRequest' },
    answer: {
      status: 200,
      description: 'What became of each row.',
      schema: 'FeedbackAnswer',
      compressible: true,
    },
    refusals: ['unauthorized', 'revoked', 'too-many-requests', 'storage', 'forbidden', ...BODY],
  },
]
