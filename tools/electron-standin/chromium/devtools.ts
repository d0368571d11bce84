/** The DevTools protocol over a pair of pipes: no port that another program could find. */
import { EventEmitter } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import type { Protocol } from './protocol.ts'

type Commands = Protocol.CommandParameters
type Answers = Protocol.CommandReturnValues
type Events = Protocol.Events

interface Pending {
  method: string
  resolve: (result: unknown) => void
  reject: (error: Error) => void
}

interface Message {
  id?: number
  method?: string
  params?: unknown
  sessionId?: string
  result?: unknown
  error?: { message: string }
}

/** The browser itself, or one page of it. */
export class DevToolsSession {
  readonly #connection: DevToolsConnection
  readonly #id: string | undefined
  readonly #events = new EventEmitter().setMaxListeners(0)

  constructor(connection: DevToolsConnection, id: string | undefined) {
    this.#connection = connection
    this.#id = id
  }

  send<M extends keyof Commands & keyof Answers>(method: M, params?: Commands[M]): Promise<Answers[M]> {
    return this.#connection.send(method, params, this.#id) as Promise<Answers[M]>
  }

  /** Sends without waiting: the page may be gone when it arrives, and then there is nothing to do. */
  post<M extends keyof Commands & keyof Answers>(method: M, params?: Commands[M]): void {
    this.send(method, params).catch(() => {})
  }

  on<E extends keyof Events>(event: E, listener: (params: Events[E]) => void): this {
    this.#events.on(event, listener)
    return this
  }

  off<E extends keyof Events>(event: E, listener: (params: Events[E]) => void): this {
    this.#events.off(event, listener)
    return this
  }

  /** For the connection: an event came in for this session. */
  receive(event: string, params: unknown): void {
    this.#events.emit(event, params)
  }
}

/** One Chromium's pipes; messages are JSON texts that end with a zero byte. */
export class DevToolsConnection {
  readonly root = new DevToolsSession(this, undefined)
  readonly #input: Writable
  readonly #pending = new Map<number, Pending>()
  readonly #sessions = new Map<string, DevToolsSession>()
  #partial: Buffer[] = []
  #lastId = 0

  constructor(input: Writable, output: Readable) {
    this.#input = input
    input.on('error', () => this.close())
    output.on('data', (chunk: Buffer) => this.#read(chunk))
  }

  send(method: string, params: unknown, sessionId: string | undefined): Promise<unknown> {
    const id = ++this.#lastId
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { method, resolve, reject })
      this.#input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`)
    })
  }

  /** A session of its own with one page. */
  async attach(targetId: string): Promise<DevToolsSession> {
    const { sessionId } = await this.root.send('Target.attachToTarget', { targetId, flatten: true })
    const session = new DevToolsSession(this, sessionId)
    this.#sessions.set(sessionId, session)
    return session
  }

  /** The other end is gone: whoever waits for an answer is told. */
  close(): void {
    for (const { method, reject } of this.#pending.values()) reject(new Error(`${method}: Chromium is gone`))
    this.#pending.clear()
  }

  #read(chunk: Buffer): void {
    let from = 0
    for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, from)) {
      this.#partial.push(chunk.subarray(from, end))
      const text = Buffer.concat(this.#partial).toString()
      this.#partial = []
      from = end + 1
      this.#dispatch(JSON.parse(text) as Message)
    }
    if (from < chunk.length) this.#partial.push(chunk.subarray(from))
  }

  #dispatch(message: Message): void {
    if (message.id === undefined) {
      const session = message.sessionId ? this.#sessions.get(message.sessionId) : this.root
      session?.receive(message.method as string, message.params)
      return
    }
    const pending = this.#pending.get(message.id)
    this.#pending.delete(message.id)
    if (message.error) pending?.reject(new Error(`${pending.method}: ${message.error.message}`))
    else pending?.resolve(message.result)
  }
}
