/**
 * The loopback door: programs and allowed web pages on this computer say that an interaction ended. Listens on
 * 127.0.0.1 alone. `POST /v1/interactions/ended` takes an InteractionEnded whose fields are all optional,
 * `POST /v1/interactions/live` takes `{ids, live}` (for calls: while one is live, cards are held back). Port and
 * token are in `trigger.json` in the folder that is given.
 */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { TriggerProblem } from '../../../shared/trigger.ts'
import type { AdapterHost, TriggerAdapter } from '../adapter.ts'
import { parseLive, parseReport } from '../report-schema.ts'
import { readJson } from './body.ts'
import { LIVE_PATH, admit } from './gate.ts'
import type { GateRules, WebOrigin } from './gate.ts'
import { rateLimit } from './rate-limit.ts'
import { rawRefusal, sendEmpty, sendRefusal } from './responses.ts'
import { newToken, readToken, writeTokenFile } from './token-file.ts'

/** Registered for nothing, and outside every system's range of ephemeral ports but Linux's. */
export const DEFAULT_PORT = 47_611
const HEADERS_MS = 2_000
const REQUEST_MS = 3_000
const MAX_CONNECTIONS = 32
const MAX_HEAD_BYTES = 8_192
const MIN_WEB_TOKEN = 32

export interface HttpDoorOptions {
  /** 0: any free port. A taken port is `failed`: callers know the configured one. */
  readonly port: number
  /** Where `trigger.json` is written. */
  readonly folder: string
  /** Web pages that may report. Taking one off the list takes back its token. */
  readonly origins?: readonly WebOrigin[]
  readonly rate?: { readonly burst: number; readonly perSecond: number }
}

/** Listening failed: why, for the log and for the agent. */
function listenProblem(error: unknown, port: number): { why: string; problem: TriggerProblem } {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason'
  const values = { port: String(port), code }
  if (code === 'EADDRINUSE')
    return {
      why: `Port ${port} on this computer is in use by another program. Choose another port in the settings.`,
      problem: { code: 'port-taken', values },
    }
  if (code === 'EACCES')
    return {
      why: `This computer does not let Aftercall use port ${port}. Choose another port in the settings.`,
      problem: { code: 'port-forbidden', values },
    }
  return {
    why: `Port ${port} on this computer could not be opened (${code}).`,
    problem: { code: 'port-failed', values },
  }
}

/** Whether an entry can work at all: a whole web origin, a token that can't be guessed. */
function isSoundOrigin({ origin, token }: WebOrigin): boolean {
  return (
    URL.canParse(origin) &&
    new URL(origin).origin === origin &&
    /^https?:/.test(origin) &&
    token.length >= MIN_WEB_TOKEN
  )
}

export class HttpDoor implements TriggerAdapter {
  readonly id: string
  readonly kind = 'loopback-http'
  readonly #options: HttpDoorOptions
  readonly #sockets = new Set<Socket>()
  /** Connections whose head came in time, and those that were answered. */
  readonly #headSeen = new WeakSet<Socket>()
  readonly #answered = new WeakSet<Socket>()
  #server: Server | undefined
  #host: AdapterHost | undefined

  constructor(options: HttpDoorOptions, id = 'http') {
    this.id = id
    this.#options = options
  }

  /** The port that is open; `undefined` while none is. */
  get port(): number | undefined {
    const address = this.#server?.address()
    return typeof address === 'object' && address !== null ? address.port : undefined
  }

  async start(host: AdapterHost): Promise<void> {
    const { folder, origins = [], rate = { burst: 30, perSecond: 10 } } = this.#options
    this.#host = host
    host.state({ s: 'connecting', attempt: 1 })
    const token = (await readToken(folder)) ?? newToken()
    const sound = origins.filter(isSoundOrigin)
    const takeTurn = rateLimit(rate.burst, rate.perSecond, () => performance.now())
    const rules = (): GateRules => ({ port: this.port ?? 0, token, origins: sound, takeTurn })
    const server = this.#listenOn(host, rules)
    this.#server = server
    try {
      server.listen({ host: '127.0.0.1', port: this.#options.port, exclusive: true })
      await once(server, 'listening')
    } catch (error) {
      this.#server = undefined
      host.state({ s: 'failed', ...listenProblem(error, this.#options.port) })
      return
    }
    // Only now: after this a stray error (the system ran out of descriptors) must not end the program.
    server.on('error', () => {})
    const port = this.port ?? 0
    try {
      await writeTokenFile(folder, { version: 1, port, token })
    } catch {
      await this.stop()
      host.state({
        s: 'failed',
        why: 'The file with the token (trigger.json) could not be written.',
        problem: { code: 'token-file', values: {} },
      })
      return
    }
    const ignored = origins.length - sound.length
    const address = `127.0.0.1:${port}`
    const detail = ignored === 0 ? address : `${address}; ${ignored} unusable web origin(s) ignored`
    host.state({ s: 'up', detail })
  }

  /** Closes the door and every connection; the port is free when the promise is kept. */
  async stop(): Promise<void> {
    const server = this.#server
    this.#server = undefined
    if (server === undefined) return
    const { promise, resolve } = Promise.withResolvers<void>()
    server.close(() => resolve())
    for (const socket of this.#sockets) socket.destroy()
    await promise
    this.#host?.state({ s: 'stopped' })
  }

  #listenOn(host: AdapterHost, rules: () => GateRules): Server {
    const server = createServer({
      maxHeaderSize: MAX_HEAD_BYTES,
      // A missing Host is the gate's to refuse, like a wrong one.
      requireHostHeader: false,
      // Time-outs are timers of each connection, below: Node's own are one interval that ticks for ever.
      headersTimeout: 0,
      requestTimeout: 0,
      connectionsCheckingInterval: 2 ** 31 - 1,
    })
    server.maxConnections = MAX_CONNECTIONS
    server.maxRequestsPerSocket = 1
    server.on('connection', (socket: Socket) => this.#watch(socket))
    const answer = (request: IncomingMessage, response: ServerResponse): void => {
      this.#headSeen.add(request.socket)
      this.#answer(request, response, host, rules()).catch(() =>
        sendRefusal(response, { status: 500, code: 'internal', detail: 'Something went wrong here.' }, {}),
      )
    }
    server.on('request', answer)
    // Not before the head was looked at: `answer` asks for the body when it wants it.
    server.on('checkContinue', answer)
    server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
      const isLong = error.code === 'HPE_HEADER_OVERFLOW'
      if (socket.writable)
        socket.end(
          rawRefusal(
            isLong
              ? { status: 431, code: 'head-too-large', detail: 'The head of the request is too large.' }
              : { status: 400, code: 'not-http', detail: 'This is not an HTTP request.' },
          ),
        )
      else socket.destroy()
    })
    return server
  }

  /** A connection lives for one request and never longer than this. */
  #watch(socket: Socket): void {
    this.#sockets.add(socket)
    const late = (): void => {
      if (socket.writable)
        socket.write(rawRefusal({ status: 408, code: 'too-slow', detail: 'The request took too long.' }))
      socket.destroySoon()
    }
    const head = setTimeout(() => {
      if (!this.#headSeen.has(socket)) late()
    }, HEADERS_MS)
    const whole = setTimeout(() => (this.#answered.has(socket) ? socket.destroy() : late()), REQUEST_MS)
    socket.once('close', () => {
      clearTimeout(head)
      clearTimeout(whole)
      this.#sockets.delete(socket)
    })
  }

  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
    host: AdapterHost,
    rules: GateRules,
  ): Promise<void> {
    response.once('finish', () => this.#answered.add(request.socket))
    const admission = admit(headOf(request), rules)
    if (admission.kind === 'refused') return sendRefusal(response, admission.refusal, admission.cors)
    if (admission.kind === 'preflight') return sendEmpty(response, 204, admission.cors)
    if (request.headers.expect !== undefined) response.writeContinue()
    const body = await readJson(request)
    if (!body.ok) return sendRefusal(response, body.refusal, admission.cors)
    const bad = (field: string, detail: string): void =>
      sendRefusal(response, { status: 422, code: 'bad-field', detail }, admission.cors, field)
    if (admission.path === LIVE_PATH) {
      const live = parseLive(body.value)
      if (!live.ok) return bad(live.field, live.detail)
      host.live(live.ids, live.live)
    } else {
      const parsed = parseReport(body.value, host.now())
      if (!parsed.ok) return bad(parsed.field, parsed.detail)
      host.ended(parsed.report)
    }
    return sendEmpty(response, 202, admission.cors)
  }
}

function headOf(request: IncomingMessage): Parameters<typeof admit>[0] {
  const one = (value: string | string[] | undefined): string | undefined =>
    Array.isArray(value) ? value.join(', ') : value
  return {
    method: request.method ?? '',
    url: request.url ?? '',
    hosts: request.headersDistinct.host ?? [],
    origin: one(request.headers.origin),
    secFetchSite: one(request.headers['sec-fetch-site']),
    authorization: request.headers.authorization,
    contentType: request.headers['content-type'],
    contentEncoding: one(request.headers['content-encoding']),
    wantsPrivateNetwork: request.headers['access-control-request-private-network'] === 'true',
  }
}
