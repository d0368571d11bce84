/** From a request to its answer: what every route has in common. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify'
import type { Answer } from '../api/answer.ts'
import type { ApiContext, Exchange, Handler } from '../api/context.ts'
import { refuse, refuseBusy, refuseStoreError } from '../api/problems.ts'
import { StoreError, type StoreErrorCode } from '../store/store.ts'
import { send } from './send.ts'

export interface ResponderOptions {
  readonly context: Pick<ApiContext, 'metrics' | 'random'>
  readonly log: FastifyBaseLogger
  readonly isStopping: () => boolean
}

export interface Responder {
  /** Answers with what the handler says, or with what its failure means. */
  readonly route: (path: string, handler: Handler, isProbe: boolean) => Respond
  /** Answers what belongs to no route. */
  readonly with: (request: FastifyRequest, reply: FastifyReply, answer: Answer) => void
  /** What something thrown means to the client; a line in the log. */
  readonly failure: (error: unknown, request: FastifyRequest) => Answer
}

/** Takes the reply from Fastify, which waits for nothing. */
export type Respond = (request: FastifyRequest, reply: FastifyReply) => void

/** Too much to do, or not what the state of a team allows; the metrics count it, as they do what a stop has cut short. */
const NO_FAULTS: ReadonlySet<StoreErrorCode> = new Set(['busy', 'conflict', 'not-found'])

export function createResponder({ context, log, isStopping }: ResponderOptions): Responder {
  const { metrics, random } = context
  const isDebug = log.level === 'debug'
  const countOther = metrics.route('other')

  function failure(error: unknown, request: FastifyRequest): Answer {
    const where = { err: error, reqId: request.id, route: request.routeOptions.url }
    if (error instanceof StoreError) {
      metrics.storeFailed(error.code)
      const isFault = !NO_FAULTS.has(error.code) && !(error.code === 'closed' && isStopping())
      if (isFault) log.error(where, 'The store refused.')
      return refuseStoreError(error, random)
    }
    log.error(where, 'A request failed.')
    return refuse({
      code: 'internal',
      detail: `The log of the collector says more about request ${request.id}.`,
    })
  }

  async function respond(
    request: FastifyRequest,
    reply: FastifyReply,
    handler: Handler,
    count: (status: number, seconds: number) => void,
    path: string,
  ): Promise<void> {
    const startedAt = performance.now()
    let answer: Answer
    try {
      answer = await handler(new RoutedExchange(request, reply))
    } catch (error) {
      answer = failure(error, request)
    }
    try {
      const sending = send(request.raw, reply.raw, answer, isStopping())
      if (sending !== undefined) await sending
    } catch (error) {
      failure(error, request)
    }
    count(answer.status, (performance.now() - startedAt) / 1000)
    if (isDebug)
      log.debug({ reqId: request.id, route: path, status: answer.status, address: request.ip }, 'Answered.')
  }

  return {
    failure,
    with(request, reply, answer) {
      reply.hijack()
      void send(request.raw, reply.raw, answer, isStopping())
      countOther(answer.status, 0)
    },
    route(path, handler, isProbe) {
      const count = metrics.route(path)
      const stopping: Handler = () => Promise.resolve(refuseBusy('The collector is stopping.', random))
      return (request, reply) => {
        reply.hijack()
        const now = isStopping() && !isProbe ? stopping : isNamed(request) ? handler : unnamed
        void respond(request, reply, now, count, path)
      }
    },
  }
}

/** HTTP/1.1 asks for the host; a request without it was put together by hand. */
function isNamed({ raw }: FastifyRequest): boolean {
  return raw.headers.host !== undefined || raw.httpVersionMinor === 0
}

const unnamed: Handler = () =>
  Promise.resolve(
    refuse({
      code: 'invalid-request',
      detail: 'A request names its host.',
      errors: [{ at: 'Host', detail: 'Missing.' }],
    }),
  )

/** What Fastify knows of a request, for those who ask. A class: an object's own getters would be made anew for each. */
class RoutedExchange implements Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly #routed: FastifyRequest

  constructor(routed: FastifyRequest, reply: FastifyReply) {
    this.request = routed.raw
    this.response = reply.raw
    this.#routed = routed
  }

  get address(): string {
    return this.#routed.ip
  }

  get parameters(): Readonly<Record<string, unknown>> {
    return isRecord(this.#routed.params) ? this.#routed.params : {}
  }

  get query(): Readonly<Record<string, unknown>> {
    return isRecord(this.#routed.query) ? this.#routed.query : {}
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
