/** `/v1/me/…`: what an agent may do with what is held of them. */
import { BATCH_MEDIA_TYPE } from '../../../shared/wire/limits.ts'
import type { WireEvent } from '../../../shared/wire/events.ts'
import { json, type Answer } from '../answer.ts'
import { hasBody } from '../body.ts'
import type { ApiContext, Exchange, Handler } from '../context.ts'
import type { Admitted } from '../guard.ts'
import { refuse } from '../problems.ts'
import { grantText } from './grant.ts'

/** What a route takes from the budget of a device that allows one request a second. */
const COSTS = { token: 5, transferCode: 10, export: 10, erase: 10, leave: 5 } as const

/** `POST /v1/me/token`: a new token, and the old one ends. */
export function tokenRoute(context: ApiContext): Handler {
  return withDevice(context, COSTS.token, async ({ device, credential }) => {
    const token = await context.store.rotateToken(device)
    context.guard.succeed(credential, token)
    return json(JSON.stringify({ token }))
  })
}

/** `POST /v1/me/transfer-codes`: a code for another computer of the same agent. */
export function transferCodesRoute(context: ApiContext): Handler {
  return withDevice(context, COSTS.transferCode, async ({ device }) => {
    const { code, expiresAt } = await context.store.createTransferCode(device)
    return json(JSON.stringify({ code, expiresAt: new Date(expiresAt).toISOString() }))
  })
}

/** `GET /v1/me/export`: everything held of the agent, as the events that were sent; never all of it in memory. */
export function exportRoute(context: ApiContext): Handler {
  return withDevice(context, COSTS.export, async ({ device }) => {
    const chunks = exportText(context.store.exportAgent(device))[Symbol.asyncIterator]()
    // The first piece before the status: what fails at once is a problem, not half an answer.
    const first = await chunks.next()
    return {
      status: 200,
      type: BATCH_MEDIA_TYPE,
      headers: [],
      body: rejoin(first, chunks),
      compressible: true,
    }
  })
}

/** `POST /v1/me/erase`: forgets the agent; the device goes on as a new one. */
export function eraseRoute(context: ApiContext): Handler {
  return withDevice(context, COSTS.erase, async ({ device, credential }) => {
    const grant = await context.store.erase(device)
    context.guard.succeed(credential, grant.token)
    return json(grantText(grant))
  })
}

/** `POST /v1/me/leave`: the agent's devices are revoked; what was sent stays. */
export function leaveRoute(context: ApiContext): Handler {
  return withDevice(context, COSTS.leave, async ({ device, credential }) => {
    await context.store.leave(device)
    context.guard.forget(credential)
    return { status: 204, type: '', headers: [], body: '' }
  })
}

function withDevice(
  { guard }: ApiContext,
  cost: number,
  answer: (admitted: Admitted) => Promise<Answer>,
): Handler {
  return async ({ request }: Exchange) => {
    const admission = await guard.forRequest(request.headers.authorization, cost)
    if (!admission.ok) return admission.answer
    if (hasBody(request)) return refuse({ code: 'invalid-request', detail: 'This route takes no body.' })
    return answer(admission)
  }
}

const CHUNK = 64 * 1024

async function* exportText(events: AsyncIterable<WireEvent>): AsyncGenerator<string, void, undefined> {
  let text = '['
  let isFirst = true
  for await (const event of events) {
    text += isFirst ? JSON.stringify(event) : `,\n${JSON.stringify(event)}`
    isFirst = false
    if (text.length < CHUNK) continue
    yield text
    text = ''
  }
  yield `${text}]`
}

async function* rejoin(
  first: IteratorResult<string, void>,
  rest: AsyncIterator<string, void, undefined>,
): AsyncGenerator<string, void, undefined> {
  try {
    for (let next = first; next.done !== true; next = await rest.next()) yield next.value
  } finally {
    // The client has gone: the store's cursor must be closed.
    await rest.return?.()
  }
}
