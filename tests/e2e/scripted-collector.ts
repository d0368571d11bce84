/**
 * A collector that does as it is told: it speaks the protocol, keeps what it is sent in memory, and can refuse, revoke,
 * be away or have another time. For states that a real one is not easily brought into.
 */
import { createHash, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync, zstdDecompressSync } from 'node:zlib'
import { DEFAULT_POLICY, type Policy } from '../../src/shared/policy.ts'
import { problemType, type ProblemCode, type Role } from '../../src/shared/wire/answers.ts'
import { digestText } from '../../src/shared/wire/digest.ts'
import { parseEventId, wireEventSchema, type WireEvent } from '../../src/shared/wire/events.ts'
import { PROBLEM_MEDIA_TYPE, ROUTES } from '../../src/shared/wire/limits.ts'
import type { TeamRoutes } from './team-routes.ts'

export const CODE = '3-7QK2M-4XR9T-HJ0WD'

export class ScriptedCollector {
  /** What it holds, by record. */
  readonly held = new Map<string, WireEvent>()
  /** Bodies of batches, word for word. */
  readonly batches: string[] = []
  readonly requests: { method: string; path: string; headers: IncomingMessage['headers'] }[] = []
  /** Claims that came with enrolments. */
  readonly claims: (string | undefined)[] = []
  policy: Policy = DEFAULT_POLICY
  role: Role = 'agent'
  /** What it tells of its team; `undefined`: nothing. */
  teamRoutes: TeamRoutes | undefined
  /** Its clock, beside this computer's. */
  clockMs = 0
  /** Refuses every event for this reason. */
  refusal: string | undefined
  /** Answers everything that needs a token with this 401. */
  lost: Extract<ProblemCode, 'revoked' | 'unauthorized' | 'erased'> | undefined
  /** Sends everybody to this address instead of answering. */
  movedTo: string | undefined
  readonly #identity = { storeId: randomUUID(), epoch: 1 }
  readonly #team = { id: randomUUID(), name: 'Claims' }
  #deviceId = randomUUID()
  #token = randomUUID()
  #server = createServer((request, response) => void this.#answer(request, response))
  #port = 0

  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  get host(): string {
    return `127.0.0.1:${this.#port}`
  }

  /** Listens, after `stop` on the same port again. */
  async start(): Promise<this> {
    this.#server = createServer((request, response) => void this.#answer(request, response))
    this.#server.listen(this.#port, '127.0.0.1')
    await once(this.#server, 'listening')
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a server on TCP has such an address
    this.#port = (this.#server.address() as AddressInfo).port
    return this
  }

  async stop(): Promise<void> {
    if (!this.#server.listening) return
    const closed = once(this.#server, 'close')
    this.#server.close()
    this.#server.closeAllConnections()
    await closed
  }

  /** What it holds of interactions, oldest first. */
  interactions(): Extract<WireEvent, { type: 'org.aftercall.interaction.v1' }>['data'][] {
    return [...this.held.values()].flatMap((event) =>
      event.type === 'org.aftercall.interaction.v1' ? [event.data] : [],
    )
  }

  /** Their ratings. */
  ratings(): (number | null)[] {
    return this.interactions().map(({ rating }) => rating)
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', this.url).pathname
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body = unpacked(Buffer.concat(chunks), request.headers['content-encoding'])
    this.requests.push({ method: request.method ?? '', path, headers: request.headers })
    if (this.movedTo !== undefined) {
      response.writeHead(307, { location: this.movedTo + path })
      response.end()
      return
    }
    response.setHeader('date', new Date(Date.now() + this.clockMs).toUTCString())
    if (path === ROUTES.enrolments) return this.#enrol(JSON.parse(body), response)
    if (this.lost !== undefined) return refuse(response, 401, this.lost)
    if (request.headers.authorization !== `Bearer ${this.#token}`)
      return refuse(response, 401, 'unauthorized')
    switch (path) {
      case ROUTES.events:
        this.batches.push(body)
        return send(response, this.#take(JSON.parse(body)))
      case ROUTES.digest:
        return send(response, { ...this.#identity, since: '2020-01-01', periods: this.#periods() })
      case ROUTES.policy:
        return send(response, { ...this.#identity, role: this.role, team: this.#team, policy: this.policy })
      case ROUTES.transferCodes:
        return send(response, { code: CODE, expiresAt: new Date(Date.now() + 600_000).toISOString() })
      case ROUTES.leave:
        return send(response, {})
      default:
        return this.#answerTeam(request, body, response)
    }
  }

  #answerTeam({ method = '', url = '/' }: IncomingMessage, body: string, response: ServerResponse): void {
    const answer = this.teamRoutes?.answer({ method, url: new URL(url, this.url), body })
    if (answer === undefined || !answer.found) return refuse(response, 404, 'not-found')
    send(response, { ...answer.value, ...this.#identity })
  }

  #enrol(body: { code: string; claim?: string }, response: ServerResponse): void {
    const code = body.code.toUpperCase()
    if (code.includes('OLD')) return refuse(response, 410, 'code-expired')
    if (code !== CODE) return refuse(response, 404, 'code-unknown')
    this.claims.push(body.claim)
    if (body.claim === undefined) this.#deviceId = randomUUID()
    this.#token = `token-of-this-device-${randomUUID()}`
    this.lost = undefined
    send(response, {
      ...this.#identity,
      deviceId: this.#deviceId,
      token: this.#token,
      claim: `claim-of-this-device-${this.#deviceId}`,
      role: this.role,
      team: this.#team,
      policy: this.policy,
    })
  }

  #take(batch: unknown[]) {
    const refused: { id: string; index: number; code: string }[] = []
    for (const [index, item] of batch.entries()) {
      const event = wireEventSchema.parse(item)
      const { recordId } = parseEventId(event.id) ?? { recordId: '' }
      if (this.refusal === undefined) this.held.set(recordId, event)
      else refused.push({ id: event.id, index, code: this.refusal })
    }
    return { ...this.#identity, stored: batch.length - refused.length, stale: 0, newer: [], refused }
  }

  #periods() {
    const periods = new Map<string, { id: string; revision: number }[]>()
    for (const [id, { data, id: eventId }] of this.held) {
      const period = 'quarter' in data ? data.quarter : data.workDay
      const revision = parseEventId(eventId)?.revision ?? 0
      periods.set(period, [...(periods.get(period) ?? []), { id, revision }])
    }
    return [...periods]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([period, records]) => ({
        period,
        count: records.length,
        hash: createHash('sha256').update(digestText(records)).digest('hex').slice(0, 32),
      }))
  }
}

function unpacked(body: Buffer, encoding: string | undefined): string {
  if (encoding === 'gzip') return gunzipSync(body).toString()
  return encoding === 'zstd' ? zstdDecompressSync(body).toString() : body.toString()
}

function send(response: ServerResponse, value: unknown, status = 200, type = 'application/json'): void {
  response.writeHead(status, { 'content-type': type })
  response.end(JSON.stringify(value))
}

function refuse(response: ServerResponse, status: number, code: ProblemCode): void {
  send(response, { type: problemType(code), title: code, status }, status, PROBLEM_MEDIA_TYPE)
}
