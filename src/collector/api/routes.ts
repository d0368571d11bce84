/** Which route is where; openapi/operations.ts says what each takes and answers. */
import { ROUTES } from '../../shared/wire/limits.ts'
import type { ApiContext, Handler } from './context.ts'
import { openApiDocument } from './openapi/document.ts'
import { OPERATIONS } from './paths.ts'
import { refuseBusy } from './problems.ts'
import { customerFeedbackRoute, type FeedbackLimits } from './routes/customer-feedback.ts'
import { digestRoute } from './routes/digest.ts'
import { enrolmentsRoute, type EnrolmentLimits } from './routes/enrolments.ts'
import { eventsRoute } from './routes/events.ts'
import { healthRoute, metricsRoute, openApiRoute, readyRoute } from './routes/operations.ts'
import { eraseRoute, exportRoute, leaveRoute, tokenRoute, transferCodesRoute } from './routes/own-data.ts'
import { policyRoute } from './routes/policy.ts'
import { customersRoute } from './routes/team/customers.ts'
import { followUpRoute, followUpsRoute, ownFollowUpsRoute } from './routes/team/follow-ups.ts'
import { promotersRoute } from './routes/team/promoters.ts'
import { spotlightRoute, storiesRoute } from './routes/team/stories.ts'
import { summaryRoute } from './routes/team/summary.ts'
import { weeklyRoute } from './routes/team/weekly.ts'

export interface Route {
  readonly path: string
  readonly methods: readonly ('GET' | 'HEAD' | 'POST')[]
  readonly handler: Handler
  /** Answers while the collector stops. */
  readonly isProbe: boolean
}

export interface RouteOptions {
  readonly limits: EnrolmentLimits & FeedbackLimits
  readonly metricsToken: string | undefined
  readonly isStopping: () => boolean
}

export function routeTable(context: ApiContext, options: RouteOptions): readonly Route[] {
  const { limits, metricsToken, isStopping } = options
  const ready = readyRoute(context)
  return [
    post(ROUTES.events, eventsRoute(context)),
    get(ROUTES.digest, digestRoute(context)),
    post(ROUTES.enrolments, enrolmentsRoute(context, limits)),
    get(ROUTES.policy, policyRoute(context)),
    post(ROUTES.token, tokenRoute(context)),
    post(ROUTES.transferCodes, transferCodesRoute(context)),
    get(ROUTES.export, exportRoute(context)),
    post(ROUTES.erase, eraseRoute(context)),
    post(ROUTES.leave, leaveRoute(context)),
    get(ROUTES.ownFollowUps, ownFollowUpsRoute(context)),
    get(ROUTES.summary, summaryRoute(context)),
    get(ROUTES.weekly, weeklyRoute(context)),
    get(ROUTES.followUps, followUpsRoute(context)),
    post(ROUTES.followUp, followUpRoute(context)),
    get(ROUTES.stories, storiesRoute(context)),
    post(ROUTES.spotlight, spotlightRoute(context)),
    get(ROUTES.promoters, promotersRoute(context)),
    get(ROUTES.customers, customersRoute(context)),
    post(ROUTES.customerFeedback, customerFeedbackRoute(context, limits)),
    probe(OPERATIONS.health, healthRoute()),
    probe(OPERATIONS.ready, async (exchange) =>
      isStopping() ? refuseBusy('The collector is stopping.', context.random) : ready(exchange),
    ),
    get(OPERATIONS.metrics, metricsRoute(context, metricsToken)),
    {
      path: OPERATIONS.openApi,
      methods: ['GET', 'HEAD'],
      handler: openApiRoute(JSON.stringify(openApiDocument())),
      isProbe: false,
    },
  ]
}

function get(path: string, handler: Handler): Route {
  return { path, methods: ['GET'], handler, isProbe: false }
}

function post(path: string, handler: Handler): Route {
  return { path, methods: ['POST'], handler, isProbe: false }
}

function probe(path: string, handler: Handler): Route {
  return { path, methods: ['GET', 'HEAD'], handler, isProbe: true }
}
