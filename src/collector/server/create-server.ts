/**
 * The collector's HTTP server. Fastify finds the route and keeps the life of the server; bodies, answers and refusals
 * are our own, so that a batch costs what it must and every refusal is a problem of RFC 9457.
 */
import { randomBytes } from 'node:crypto'
import { fastify, type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import type { Answer } from '../api/answer.ts'
import { BodyBudget } from '../api/body.ts'
import type { ApiContext } from '../api/context.ts'
import { Guard } from '../api/guard.ts'
import { createMetrics } from '../api/metrics.ts'
import { refuse } from '../api/problems.ts'
import { routeTable } from '../api/routes.ts'
import type { CollectorStore } from '../store/store.ts'
import { keepTime } from './keep-time.ts'
import type { CollectorLimits } from './limits.ts'
import { createNodeServer } from './node-server.ts'
import { createResponder, type Responder } from './respond.ts'
import type { TlsMaterial } from './tls.ts'

export interface ServerOptions {
  /** Closed with the server. */
  readonly store: CollectorStore
  readonly limits: CollectorLimits
  /** See log.ts. */
  readonly log: FastifyBaseLogger
  /** Epoch ms. */
  readonly now: () => number
  /** From 0 to 1, so that not all come again at the same moment. */
  readonly random?: () => number
  /** Without it plain HTTP. */
  readonly tls?: TlsMaterial | undefined
  /** Addresses or networks of proxies whose `X-Forwarded-For` is believed. */
  readonly trustProxy?: readonly string[] | undefined
  /** Who has it may read the metrics from anywhere. */
  readonly metricsToken?: string | undefined
}

/** Makes the server; `listen()` opens it, `close()` answers what it has taken and closes the store. */
export function createServer(options: ServerOptions): FastifyInstance {
  const { store, limits, log, random = Math.random, trustProxy, metricsToken } = options
  let stopping = false
  const isStopping = (): boolean => stopping
  const app = fastify({
    serverFactory: (listener) => createNodeServer(limits, options.tls, listener),
    genReqId: requestIds(),
    return503OnClosing: false,
    exposeHeadRoutes: false,
    ...(trustProxy !== undefined && { trustProxy: [...trustProxy] }),
    frameworkErrors: (_error, request, reply) => responder.with(request, reply, nothingHere()),
  })
  const context = createContext(options, app, random)
  const responder = createResponder({ context, log, isStopping })

  const allowed: AllowedMethods[] = []
  refuseTheRest(app, responder, allowed)
  for (const route of routeTable(context, { limits, metricsToken, isStopping })) {
    const respond = responder.route(route.path, route.handler, route.isProbe)
    allowed.push({ path: pathPattern(route.path), methods: [...route.methods, 'OPTIONS'] })
    // In the first hook: before Fastify looks at a body, which isn't wanted without a token. `done` is never called.
    app.route({
      method: [...route.methods],
      url: route.path,
      onRequest: (request, reply, _done) => respond(request, reply),
      handler: () => {},
    })
  }

  // Listening went well; what comes later (no more descriptors, for instance) mustn't end the process.
  app.server.on('listening', () =>
    app.server.on('error', (error) => log.error({ err: error }, 'The port has a problem.')),
  )
  const stop = keepTime(app.server, limits.stopMs)
  app.addHook('preClose', (done) => {
    stopping = true
    stop.begin()
    done()
  })
  app.addHook('onClose', async () => {
    stop.end()
    await store.close()
  })
  return app
}

function createContext(
  { store, limits, now }: ServerOptions,
  app: FastifyInstance,
  random: () => number,
): ApiContext {
  const budget = new BodyBudget(limits.bodyBytesAtOnce)
  const metrics = createMetrics({
    bodyBytes: () => budget.held,
    connections: () =>
      new Promise((resolve) =>
        app.server.getConnections((error, count) => resolve(error === null ? count : 0)),
      ),
  })
  return { store, guard: new Guard(store, limits, now), budget, metrics, now, random }
}

/** What works at an address. */
interface AllowedMethods {
  readonly path: RegExp
  readonly methods: readonly string[]
}

/** The addresses of a route: something stands in the place of each `:name`. */
function pathPattern(path: string): RegExp {
  return new RegExp(`^${path.replaceAll('.', String.raw`\.`).replaceAll(/:\w+/g, '[^/]+')}$`)
}

function refuseTheRest(app: FastifyInstance, responder: Responder, allowed: readonly AllowedMethods[]): void {
  app.setErrorHandler((error, request, reply) =>
    responder.with(request, reply, responder.failure(error, request)),
  )
  // In the first hook too: a body that nobody wants isn't read, let alone parsed.
  app.addHook('onRequest', (request, reply, done) => {
    if (!request.is404) {
      done()
      return
    }
    const [path = ''] = request.raw.url?.split('?') ?? []
    const here = allowed.find((one) => one.path.test(path))
    responder.with(request, reply, refuseAddress(request.method, here?.methods))
  })
  app.setNotFoundHandler(() => {})
}

/** @param methods those of this address, if it is one. Where the method is one of them, a name in the path is too long */
function refuseAddress(method: string, methods: readonly string[] | undefined): Answer {
  if (methods === undefined) return nothingHere()
  const allow = methods.join(', ')
  if (method === 'OPTIONS') return { status: 204, type: '', headers: ['allow', allow], body: '' }
  if (methods.includes(method)) return nothingHere()
  return refuse({ code: 'method-not-allowed', detail: `Use ${allow}.`, allow })
}

function nothingHere(): Answer {
  return refuse({ code: 'not-found', detail: 'There is nothing at this address.' })
}

/** Ids that tell the processes and their restarts apart. */
function requestIds(): () => string {
  const process = randomBytes(4).toString('hex')
  let number = 0
  return () => {
    number += 1
    return `${process}-${number.toString(36)}`
  }
}
