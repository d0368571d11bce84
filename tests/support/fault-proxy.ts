/**
 * A proxy between a device and its collector, on real sockets, that does to requests what networks do: each request
 * meets the fault that `choose` names for it. It forwards whole messages, each on a connection of its own.
 */
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

import type { Fault, Garbage } from './faults.ts'
import { bodyOf, firstMessage } from './http-framing.ts'
import type { HttpMessage } from './http-framing.ts'

export interface FaultProxyOptions {
  /** Port of the collector at 127.0.0.1; asked anew for each request. */
  readonly target: () => number
  /** What happens to the next request; `line` is its first line. */
  readonly choose: (line: string) => Fault
  /** Hears of every request, for a log. */
  readonly onRequest?: ((line: string, fault: Fault) => void) | undefined
}

export interface FaultProxy {
  readonly port: number
  /** Requests that have come so far. */
  requests(): number
  /** Delivers what was held back, waits for what is under way, and lets everything through from now on. */
  heal(): Promise<void>
  /** Faults are chosen again. */
  relapse(): void
  close(): Promise<void>
}

/** A collector that doesn't answer is given up on, so that a test which finds one ends. */
const ANSWER_MS = 10_000

export async function startFaultProxy(options: FaultProxyOptions): Promise<FaultProxy> {
  const proxy = new Proxy(options)
  return await proxy.start()
}

class Proxy {
  readonly #options: FaultProxyOptions
  readonly #sockets = new Set<Socket>()
  readonly #underWay = new Set<Promise<unknown>>()
  #held: { readonly request: HttpMessage; left: number }[] = []
  /** The collector's latest answer to a batch. */
  #lastAnswer: HttpMessage | undefined
  #requests = 0
  #healed = false

  constructor(options: FaultProxyOptions) {
    this.#options = options
  }

  async start(): Promise<FaultProxy> {
    const server = createServer((socket) => this.#serve(socket))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a TCP server has a port
    const { port } = server.address() as AddressInfo
    return {
      port,
      requests: () => this.#requests,
      heal: () => this.#heal(),
      relapse: () => void (this.#healed = false),
      close: async () => {
        server.close()
        for (const socket of this.#sockets) socket.destroy()
        await Promise.allSettled(this.#underWay)
      },
    }
  }

  /** Takes requests off a connection, one after the other, as long as it lasts. */
  #serve(client: Socket): void {
    this.#remember(client)
    let received: Buffer = Buffer.alloc(0)
    let busy = false
    const next = (): void => {
      const request = busy ? undefined : firstMessage(received)
      if (request === undefined) return
      received = received.subarray(request.bytes.length)
      busy = true
      this.#track(
        this.#handle(request, client).finally(() => {
          busy = false
          next()
        }),
      )
    }
    client.on('data', (bytes: Buffer) => {
      received = Buffer.concat([received, bytes])
      next()
    })
  }

  async #handle(request: HttpMessage, client: Socket): Promise<void> {
    this.#requests += 1
    const fault: Fault = this.#healed ? { kind: 'none' } : this.#options.choose(request.firstLine)
    this.#options.onRequest?.(request.firstLine, fault)
    await this.#apply(fault, request, client)
    this.#releaseHeld()
  }

  async #apply(fault: Fault, request: HttpMessage, client: Socket): Promise<void> {
    switch (fault.kind) {
      case 'none':
        return answer(client, await this.#forward(request.bytes))
      case 'drop-before':
        return void client.resetAndDestroy()
      case 'cut-request':
      case 'truncate-request':
        await this.#forwardPart(request.bytes, fault)
        return void client.resetAndDestroy()
      case 'drop-after':
        client.resetAndDestroy()
        return void (await this.#forward(request.bytes))
      case 'drop-answer':
        await this.#forward(request.bytes)
        return void client.resetAndDestroy()
      case 'truncate-answer': {
        const whole = await this.#forward(request.bytes)
        return void client.end(cut(whole?.bytes ?? NOTHING, fault.share))
      }
      case 'delay': {
        await delay(fault.beforeMs)
        const late = await this.#forward(request.bytes)
        await delay(fault.afterMs)
        return answer(client, late)
      }
      case 'duplicate':
        this.#track(this.#repeat(request.bytes, fault))
        return answer(client, await this.#forward(request.bytes))
      case 'reorder':
        client.resetAndDestroy()
        return void this.#held.push({ request, left: fault.after + 1 })
      case 'status':
        return void client.write(problem(fault.status, fault.retryAfter))
      case 'garbage':
        return void client.end(garbage(fault.garbage))
      case 'wrong-counts':
        return answer(client, miscounted(await this.#forward(request.bytes), fault.by))
      case 'account-for-nothing':
        // Until there was a batch nobody knows what such an answer looks like.
        if (this.#lastAnswer === undefined || !isBatch(request)) return void client.resetAndDestroy()
        return answer(client, withBody(this.#lastAnswer, emptied(bodyOf(this.#lastAnswer))))
    }
  }

  async #repeat(bytes: Buffer, { afterMs, times }: Fault & { kind: 'duplicate' }): Promise<void> {
    for (let time = 0; time < times; time++) {
      await delay(afterMs)
      await this.#forward(bytes)
    }
  }

  #releaseHeld(): void {
    for (const held of this.#held) held.left -= 1
    const due = this.#held.filter(({ left }) => left <= 0)
    this.#held = this.#held.filter(({ left }) => left > 0)
    for (const { request } of due) this.#track(this.#forward(request.bytes))
  }

  async #heal(): Promise<void> {
    this.#healed = true
    for (const { request } of this.#held.splice(0)) this.#track(this.#forward(request.bytes))
    await Promise.allSettled(this.#underWay)
  }

  /** Sends a request to the collector; `undefined` when there is no whole answer. */
  async #forward(bytes: Buffer): Promise<HttpMessage | undefined> {
    const upstream = this.#connect()
    return await new Promise((resolve) => {
      let received: Buffer = Buffer.alloc(0)
      upstream.setTimeout(ANSWER_MS, () => upstream.destroy())
      upstream.on('data', (more: Buffer) => {
        received = Buffer.concat([received, more])
        const message = firstMessage(received)
        if (message === undefined) return
        if (bodyOf(message).includes('"stale"')) this.#lastAnswer = message
        resolve(message)
        upstream.destroy()
      })
      upstream.on('close', () => resolve(undefined))
      upstream.write(bytes)
    })
  }

  async #forwardPart(bytes: Buffer, { kind, share }: { kind: Fault['kind']; share: number }): Promise<void> {
    const upstream = this.#connect()
    const part = cut(bytes, share)
    await new Promise<void>((resolve) => {
      upstream.on('close', () => resolve())
      if (kind === 'truncate-request') {
        // What the collector says to it isn't of interest, but that it closes is.
        upstream.setTimeout(ANSWER_MS, () => upstream.destroy())
        upstream.on('data', () => upstream.destroy())
        upstream.end(part)
      } else {
        upstream.write(part, () => upstream.resetAndDestroy())
      }
    })
  }

  #connect(): Socket {
    const socket = connect(this.#options.target(), '127.0.0.1')
    this.#remember(socket)
    return socket
  }

  #remember(socket: Socket): void {
    this.#sockets.add(socket)
    socket.setNoDelay(true)
    // Resets are what this is about; "close" follows.
    socket.on('error', () => undefined)
    socket.on('close', () => this.#sockets.delete(socket))
  }

  #track(work: Promise<unknown>): void {
    this.#underWay.add(work)
    void work.finally(() => this.#underWay.delete(work))
  }
}

const NOTHING = Buffer.alloc(0)

function cut(bytes: Buffer, share: number): Buffer {
  return bytes.subarray(0, Math.floor(bytes.length * share))
}

function answer(client: Socket, message: HttpMessage | undefined): void {
  if (message === undefined) client.resetAndDestroy()
  else client.write(message.bytes)
}

function problem(status: number, retryAfter: string | null): string {
  const body = JSON.stringify({ type: 'about:blank', title: 'Somewhere on the way', status })
  const wait = retryAfter === null ? '' : `Retry-After: ${retryAfter}\r\n`
  return `HTTP/1.1 ${status} Fault\r\n${wait}Content-Type: application/problem+json\r\nContent-Length: ${body.length}\r\n\r\n${body}`
}

function garbage(kind: Garbage): string {
  const of = (type: string, body: string, status = '200 OK', more = '') =>
    `HTTP/1.1 ${status}\r\n${more}Content-Type: ${type}\r\nContent-Length: ${body.length}\r\n\r\n${body}`
  switch (kind) {
    case 'captive-portal':
      return of('text/html', '<!doctype html><title>Welcome</title><form>Room number</form>')
    case 'redirect':
      return of('text/html', '<a href="/portal">Log in</a>', '302 Found', 'Location: /portal\r\n')
    case 'other-json':
      return of('application/json', '{"ok":true,"stored":"all","storeId":7,"epoch":null}')
    case 'json-null':
      return of('application/json', 'null')
    case 'json-array':
      return of('application/json', '[]')
    case 'half-json':
      return of('application/json', '{"storeId":"3f0c7a9e-9d0e-4a1c-8f11-0d7c0d3f1a2b","epoch":1,"stor')
    case 'empty':
      return of('application/json', '')
    case 'not-http':
      return 'SSH-2.0-OpenSSH_9.2\r\n'
  }
}

/** Another number in an answer to a batch; other answers stay as they are. */
function miscounted(message: HttpMessage | undefined, by: number): HttpMessage | undefined {
  if (message === undefined) return undefined
  const text = bodyOf(message).toString('utf8')
  const body = text.replace(
    /"stored":(\d+)/,
    (_, stored: string) => `"stored":${Math.max(0, Number(stored) + by)}`,
  )
  // Where nothing was stored one less is no lie.
  return withBody(message, body === text ? text.replace(/"stored":\d+/, '"stored":1') : body)
}

function isBatch({ firstLine }: HttpMessage): boolean {
  return firstLine.includes('/events')
}

/** An answer to a batch as one to a batch without events. */
function emptied(body: Buffer): string {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the collector's answer to a batch
  const answered = JSON.parse(body.toString('utf8')) as object
  return JSON.stringify({ ...answered, stored: 0, stale: 0, newer: [], refused: [] })
}

function withBody(message: HttpMessage, body: string): HttpMessage {
  const head = message.bytes
    .toString('latin1', 0, message.headLength)
    .replace(/\r\ntransfer-encoding:[^\r]*/i, '')
    .replace(/\r\ncontent-length:[^\r]*/i, '')
    .replace(/\r\n\r\n$/, `\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n`)
  return { ...message, bytes: Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(body)]) }
}
