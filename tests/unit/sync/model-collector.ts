/** A collector in memory that speaks the protocol, and misbehaves when told to. */
import { createHash, randomUUID } from 'node:crypto'
import { gunzipSync, zstdDecompressSync } from 'node:zlib'

import type { HttpClient, HttpRequest, HttpResponse } from '../../../src/main/sync/index.ts'
import { DEFAULT_POLICY, type Policy } from '../../../src/shared/policy.ts'
import { problemType, type ProblemCode } from '../../../src/shared/wire/answers.ts'
import { digestText } from '../../../src/shared/wire/digest.ts'
import { z } from '../../../src/shared/zod.ts'
import { parseEventId, sourceOf, wireEventSchema, type WireEvent } from '../../../src/shared/wire/events.ts'

export interface SeenRequest {
  readonly route: string
  readonly headers: Readonly<Record<string, string>>
  /** Unpacked. */
  readonly body: string
  readonly events: readonly WireEvent[]
}

interface Held {
  readonly event: WireEvent
  readonly revision: number
}
interface Device {
  readonly deviceId: string
  readonly claim: string
  readonly agent: string
  state: 'ok' | 'revoked' | 'erased'
}

export class ModelCollector {
  readonly endpoint: string
  storeId: string = randomUUID()
  epoch = 1
  since = '2000-01-01'
  policy: Policy = DEFAULT_POLICY
  codes = new Set(['CODE'])
  devices = new Map<string, Device>()
  held = new Map<string, Map<string, Held>>()
  readonly seen: SeenRequest[] = []
  /** Events that are refused by this, with the code given. */
  refuses: (event: WireEvent) => string | undefined = () => undefined
  /** What becomes of a request: the answer, another one, an error. `answer` does the work. */
  fault: (request: HttpRequest, answer: () => HttpResponse) => HttpResponse | Promise<HttpResponse> = (
    _,
    answer,
  ) => answer()
  /** The collector's clock, epoch ms. */
  now: () => number

  constructor(now: () => number, endpoint = 'https://collector.example') {
    this.now = now
    this.endpoint = endpoint
  }

  readonly http: HttpClient = async (request) => {
    await new Promise((resolve) => setImmediate(resolve))
    return this.fault(request, () => this.#answer(request))
  }

  /** Requests of a route. */
  count(route: string): number {
    return this.seen.filter((one) => one.route === route).length
  }

  /** Revisions by record id of a device. */
  revisions(deviceId: string): Map<string, number> {
    return new Map([...(this.held.get(deviceId) ?? [])].map(([id, { revision }]) => [id, revision]))
  }

  get everything(): WireEvent[] {
    return [...this.held.values()].flatMap((records) => [...records.values()].map(({ event }) => event))
  }

  /** The content as a backup would keep it. */
  backup() {
    return structuredClone({ held: this.held, devices: this.devices })
  }

  restore(backup: ReturnType<ModelCollector['backup']>): void {
    const copy = structuredClone(backup)
    this.held = copy.held
    this.devices = copy.devices
    this.epoch += 1
  }

  setState(state: Device['state']): void {
    for (const device of this.devices.values()) device.state = state
  }

  #answer(request: HttpRequest): HttpResponse {
    const url = new URL(request.url)
    if (url.origin !== new URL(this.endpoint).origin) throw new Error('net::ERR_NAME_NOT_RESOLVED')
    const body = unpack(request)
    const events = url.pathname === '/v1/events' ? z.array(wireEventSchema).parse(JSON.parse(body)) : []
    this.seen.push({ route: url.pathname, headers: request.headers, body, events })
    if (url.pathname === '/v1/enrolments') return this.#enrol(JSON.parse(body))
    const token = (request.headers['authorization'] ?? '').slice('Bearer '.length)
    const device = this.devices.get(token)
    if (device === undefined) return this.problem(401, 'unauthorized')
    if (device.state !== 'ok') return this.problem(401, device.state)
    switch (`${request.method} ${url.pathname}`) {
      case 'POST /v1/events':
        return this.#events(device, events)
      case 'GET /v1/digest':
        return this.json({ since: this.since, periods: this.#periods(device) })
      case 'GET /v1/policy':
        return this.json({ role: 'agent', team: TEAM, policy: this.policy })
      case 'POST /v1/me/transfer-codes':
        this.codes.add(`TRANSFER ${device.agent}`)
        return this.json({ code: `TRANSFER ${device.agent}`, expiresAt: '2026-11-23T12:15:00.000Z' })
      case 'POST /v1/me/leave':
        device.state = 'revoked'
        return respond(204, '', {})
      case 'POST /v1/me/erase':
        for (const other of this.devices.values()) {
          if (other.agent !== device.agent) continue
          other.state = 'erased'
          this.held.delete(other.deviceId)
        }
        return this.#grant({ deviceId: randomUUID(), agent: randomUUID() })
      case 'GET /v1/me/export':
        return respond(200, JSON.stringify(this.everything), {
          'content-type': 'application/cloudevents-batch+json',
        })
      default:
        return this.problem(404, 'not-found')
    }
  }

  #enrol({ code, claim }: { code: string; claim?: string }): HttpResponse {
    if (!this.codes.has(code)) return this.problem(403, 'code-unknown')
    const known = [...this.devices.values()].find((one) => one.claim === claim && one.state !== 'erased')
    if (known !== undefined) {
      for (const [token, device] of this.devices) if (device === known) this.devices.delete(token)
      return this.#grant(known)
    }
    const agent = code.startsWith('TRANSFER ') ? code.slice('TRANSFER '.length) : randomUUID()
    return this.#grant({ deviceId: randomUUID(), agent })
  }

  #grant({ deviceId, agent }: Pick<Device, 'deviceId' | 'agent'>): HttpResponse {
    const [token, claim] = [`token-${randomUUID()}`, `claim-${randomUUID()}`]
    this.devices.set(token, { deviceId, agent, claim, state: 'ok' })
    return this.json({ deviceId, token, claim, role: 'agent', team: TEAM, policy: this.policy })
  }

  #events({ deviceId }: Device, events: readonly WireEvent[]): HttpResponse {
    const records = this.held.get(deviceId) ?? new Map<string, Held>()
    this.held.set(deviceId, records)
    const answer = {
      stored: 0,
      stale: 0,
      newer: new Array<{ id: string; revision: number }>(),
      refused: new Array<{ id: string; index: number; code: string }>(),
    }
    for (const [index, event] of events.entries()) {
      const parsed = parseEventId(event.id)
      if (parsed === undefined) throw new Error(`not an event's id: ${event.id}`)
      const { recordId, revision } = parsed
      const known = records.get(recordId)
      const code = event.source === sourceOf(deviceId) ? this.refuses(event) : 'wrong-source'
      if (code !== undefined) answer.refused.push({ id: event.id, index, code })
      else if (known === undefined || known.revision < revision) {
        records.set(recordId, { event, revision })
        answer.stored += 1
      } else if (known.revision > revision) {
        answer.stale += 1
        answer.newer.push({ id: event.id, revision: known.revision })
      } else if (contentOf(known.event) === contentOf(event)) answer.stale += 1
      else answer.refused.push({ id: event.id, index, code: 'forked' })
    }
    return this.json(answer)
  }

  #periods({ deviceId }: Device) {
    const periods = new Map<string, { id: string; revision: number }[]>()
    for (const [id, { event, revision }] of this.held.get(deviceId) ?? []) {
      const period = 'workDay' in event.data ? event.data.workDay : event.data.quarter
      if (period < this.since) continue
      periods.set(period, [...(periods.get(period) ?? []), { id, revision }])
    }
    return [...periods].map(([period, records]) => ({
      period,
      count: records.length,
      hash: createHash('sha256').update(digestText(records)).digest('hex').slice(0, 32),
    }))
  }

  json(value: object): HttpResponse {
    const identity = { storeId: this.storeId, epoch: this.epoch }
    return respond(200, JSON.stringify({ ...identity, ...value }), {
      'content-type': 'application/json',
      date: new Date(this.now()).toUTCString(),
    })
  }

  problem(status: number, code: ProblemCode, headers: Record<string, string> = {}): HttpResponse {
    const text = JSON.stringify({ type: problemType(code), title: code, status })
    const date = new Date(this.now()).toUTCString()
    return respond(status, text, { 'content-type': 'application/problem+json', date, ...headers })
  }
}

const TEAM = { id: '7d7ad1a0-4a3c-4f3e-9c5e-5f1f0a3f1f10', name: 'Claims' }

export function respond(status: number, text: string, headers: Record<string, string>): HttpResponse {
  return {
    status,
    headers: { get: (name) => headers[name.toLowerCase()] ?? null },
    body: () => Promise.resolve(new TextEncoder().encode(text)),
  }
}

/** The body of a request as text. */
export function unpack({ headers, body = new Uint8Array() }: HttpRequest): string {
  const encoding = headers['content-encoding']
  const bytes = encoding === 'zstd' ? zstdDecompressSync(body) : encoding === 'gzip' ? gunzipSync(body) : body
  return new TextDecoder().decode(bytes)
}

/** As the collector compares: whether external ids leave is the policy's doing. */
function contentOf({ data }: WireEvent): string {
  return JSON.stringify({ ...data, externalIds: undefined })
}
