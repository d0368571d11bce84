/** For whoever runs the collector: is it alive, is it ready, how is it doing, what can it be asked. */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { json } from '../answer.ts'
import type { ApiContext, Exchange, Handler } from '../context.ts'
import { refuse, refuseBusy } from '../problems.ts'

/** The process lives; says nothing about the database. */
export function healthRoute(): Handler {
  return () => Promise.resolve(json('{"status":"ok"}'))
}

const READY_MS = 1_000
const CHECK_MS = 5_000

/** Whether events can be stored now. Asked often, it asks the store once a second. */
export function readyRoute({ store, now, random }: ApiContext): Handler {
  let checkedAt = Number.NEGATIVE_INFINITY
  let checking: Promise<void> = Promise.resolve()
  return async () => {
    const at = now()
    if (Math.abs(at - checkedAt) >= READY_MS) {
      checkedAt = at
      checking = inTime(store.check())
      // Whoever waits for it hears of the failure; the promise itself mustn't end the process.
      checking.catch(() => {})
    }
    try {
      await checking
      return json('{"status":"ready"}')
    } catch {
      return refuseBusy('The database does not take anything at present.', random)
    }
  }
}

function inTime(check: Promise<void>): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const late = setTimeout(() => reject(new Error('The store did not answer in time.')), CHECK_MS)
  check.then(resolve, reject).finally(() => clearTimeout(late))
  return promise
}

/**
 * Prometheus metrics: with the metrics token for anybody who has it, else only for programs on this computer that come
 * straight and not through a proxy.
 */
export function metricsRoute({ metrics }: ApiContext, token: string | undefined): Handler {
  const expected = token === undefined ? undefined : sha256(`Bearer ${token}`)
  return async (exchange) => {
    if (expected !== undefined) {
      if (!timingSafeEqual(sha256(exchange.request.headers.authorization ?? ''), expected))
        return refuse({
          code: 'unauthorized',
          detail: 'Send the metrics token as "Authorization: Bearer …".',
        })
    } else if (!isLocal(exchange)) {
      return refuse({
        code: 'forbidden',
        detail: 'Without a metrics token, metrics are for this computer only.',
      })
    }
    const { text, type } = await metrics.render()
    return { status: 200, type, headers: [], body: text, compressible: true }
  }
}

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/

function isLocal({ request, address }: Exchange): boolean {
  return LOOPBACK.test(request.socket.remoteAddress ?? '') && LOOPBACK.test(address) && !isForwarded(request)
}

function isForwarded({ headers }: IncomingMessage): boolean {
  return ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some((name) => headers[name] !== undefined)
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

/** The OpenAPI document. @param document as JSON */
export function openApiRoute(document: string): Handler {
  return () => Promise.resolve(json(document, { compressible: true }))
}
