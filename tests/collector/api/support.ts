/** A collector over real HTTP on a real store, for one test. */
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import { createServer, type ServerOptions } from '../../../src/collector/server/create-server.ts'
import { DEFAULT_LIMITS, type CollectorLimits } from '../../../src/collector/server/limits.ts'
import { createLog, type LogLevel } from '../../../src/collector/server/log.ts'
import { createSqliteStore } from '../../../src/collector/store/sqlite/index.ts'
import type { CollectorStore } from '../../../src/collector/store/store.ts'
import { enrolmentAnswerSchema, type EnrolmentAnswer, type Role } from '../../../src/shared/wire/answers.ts'
import { BATCH_MEDIA_TYPE, ROUTES } from '../../../src/shared/wire/limits.ts'
import {
  interactionEvent,
  ratedData,
  recordId,
  today,
  type InteractionEvent,
} from '../../support/wire-samples.ts'
import { expectDocumented, type Received } from './openapi-client.ts'

/** What is done when the test, or the tests that share it, are over; the last first. */
export type Finally = (clean: () => void | Promise<void>) => void

export type StoreMaker = (now: () => number, atEnd: Finally) => Promise<CollectorStore>

export const onSqlite: StoreMaker = (now, atEnd) => {
  const folder = mkdtempSync(join(tmpdir(), 'aftercall-test-'))
  atEnd(() => rmSync(folder, { recursive: true, force: true }))
  return createSqliteStore({ folder, now, role: 'server' })
}

export interface CollectorSettings extends Partial<
  Pick<ServerOptions, 'trustProxy' | 'metricsToken' | 'tls' | 'random'>
> {
  readonly limits?: Partial<CollectorLimits>
  readonly makeStore?: StoreMaker
  /** Stands between the server and the store. */
  readonly wrap?: (store: CollectorStore) => CollectorStore
  readonly now?: () => number
  readonly logLevel?: LogLevel
}

export interface CallOptions {
  readonly token?: string | undefined
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array<ArrayBuffer> | ReadableStream
  /** Sent as JSON. */
  readonly json?: unknown
}

export type TestCollector = Awaited<ReturnType<typeof startTestCollector>>

/** One collector for all tests of a `describe`, where they don't get into each other's way. */
export function sharedCollector(settings: CollectorSettings = {}): () => TestCollector {
  const cleaning: (() => void | Promise<void>)[] = []
  let collector: TestCollector | undefined
  beforeAll(async () => {
    collector = await startTestCollector(settings, (clean) => cleaning.push(clean))
  })
  afterAll(async () => {
    for (const clean of cleaning.toReversed()) await clean()
  })
  return () => collector!
}

export async function startTestCollector(
  settings: CollectorSettings = {},
  atEnd: Finally = (clean) => onTestFinished(clean),
) {
  const { limits, makeStore = onSqlite, wrap, now = Date.now, logLevel = 'info', ...rest } = settings
  const log: string[] = []
  const inner = await makeStore(now, atEnd)
  const store = wrap === undefined ? inner : wrap(inner)
  const app = createServer({
    store,
    now,
    limits: { ...DEFAULT_LIMITS, ...limits },
    log: createLog({ level: logLevel, stream: { write: (line) => void log.push(line) } }),
    ...rest,
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  atEnd(() => app.close())
  const bound = app.server.address()
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0
  const base = `http://127.0.0.1:${port}`

  /** Sends a request and holds the answer against the OpenAPI document. */
  async function call(method: string, path: string, options: CallOptions = {}): Promise<Received> {
    const { token, headers, body, json } = options
    const response = await fetch(base + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(json !== undefined && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(json !== undefined && { body: JSON.stringify(json) }),
      ...(body !== undefined && { body, duplex: 'half' }),
    })
    const text = await response.text()
    const isJson = /json/.test(response.headers.get('content-type') ?? '') && text !== ''
    const received: Received = {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson ? JSON.parse(text) : undefined,
    }
    expectDocumented(method, new URL(base + path).pathname, received)
    return received
  }

  const send = (token: string | undefined, events: unknown, headers: Record<string, string> = {}) =>
    call('POST', ROUTES.events, {
      token,
      body: typeof events === 'string' ? events : JSON.stringify(events),
      headers: { 'content-type': BATCH_MEDIA_TYPE, ...headers },
    })

  async function code(role: Role = 'agent', seats = 1, teamId?: string): Promise<string> {
    const { administration } = inner
    const team = teamId ?? (await administration.createTeam(`Team ${randomBytes(3).toString('hex')}`)).id
    const made = await administration.createCode({ teamId: team, role, seats, expiresAt: now() + 3_600_000 })
    return made.code
  }

  /** A device that has enrolled over HTTP. */
  async function enrol(role: Role = 'agent', teamId?: string): Promise<EnrolmentAnswer> {
    const { body } = await call('POST', ROUTES.enrolments, { json: { code: await code(role, 1, teamId) } })
    return enrolmentAnswerSchema.parse(body)
  }

  /** How many records the store holds, of all devices. */
  async function recordCount(): Promise<number> {
    const { interactions, days, pulses } = await inner.administration.statistics()
    return interactions + days + pulses
  }

  return { app, base, port, store: inner, log, call, send, code, enrol, recordCount }
}

export { recordId, today }

/** A rated interaction of today. */
export function interaction(
  deviceId: string,
  data: { readonly [Field in keyof InteractionEvent['data']]?: unknown } = {},
  id = recordId(),
  revision = 1,
): InteractionEvent {
  const sent = { ...ratedData(today(), { reasons: ['systems'] }), ...data }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- tests send what isn't one too
  return interactionEvent(deviceId, sent as InteractionEvent['data'], id, revision)
}

/** The code in a problem's type. */
export function codeOf({ body }: Received): string {
  const type = typeof body === 'object' && body !== null && 'type' in body ? String(body.type) : ''
  return type.replace('urn:aftercall:problem:', '')
}

/** Writes bytes to the port and gives back all that comes until the other side closes, or until it is quiet. */
export async function rawExchange(port: number, bytes: string | Buffer, quietMs = 1_500): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  let received = ''
  socket.setEncoding('latin1').on('data', (chunk: string) => (received += chunk))
  socket.on('error', () => {})
  socket.setTimeout(quietMs, () => socket.destroy())
  socket.write(bytes)
  await once(socket, 'close')
  return received
}
