/**
 * Electron's contextBridge between a page and its preload. `bridgeSide` runs once in each of the two worlds,
 * before any script of the page; it travels as source text, so it may use nothing from outside itself.
 *
 * A CustomEvent on `document` reaches both worlds synchronously, and Blink clones its `detail` on the way: so
 * even synchronous return values work. Functions and promises go over as numbers. The names of the two events
 * are random, and known to these two worlds only.
 */
export interface BridgeSide {
  /** Puts `api` on the other world's `window`, deeply frozen, as contextBridge does. */
  expose(key: string, api: unknown): void
  /** Tells the other world something that has no answer. */
  tell(request: PageRequest): void
}

/** What a page asks of its window. */
export type PageRequest = { kind: 'open'; url: string; frameName: string } | { kind: 'close' }

/** Sends on the event `outgoing`, listens on `incoming`; what the other side tells goes to `onRequest`. */
export function bridgeSide(
  outgoing: string,
  incoming: string,
  onRequest?: (request: PageRequest) => void,
): BridgeSide {
  type Call = (...args: unknown[]) => unknown
  type Settle = { resolve(value: unknown): void; reject(error: Error): void }
  type Failure = { message: string; name: string }
  type Outcome = { ok: true; value: unknown } | { ok: false; failure: Failure }
  type Message =
    | { kind: 'call'; id: number; call: number; args: unknown[] }
    | { kind: 'expose'; key: string; call: number; value: unknown }
    | { kind: 'return'; call: number; outcome: Outcome }
    | { kind: 'settle'; id: number; outcome: Outcome }
    | { kind: 'tell'; request: PageRequest }

  // Taken now: the page's scripts may replace them later.
  const dispatch = document.dispatchEvent.bind(document)
  const Carrier = CustomEvent
  const page = document

  const functions = new Map<number, Call>()
  const proxies = new WeakMap<object, number>()
  const promises = new Map<number, Settle>()
  const returned = new Map<number, Outcome>()
  let lastId = 0

  const send = (message: Message): void => {
    dispatch(new Carrier(outgoing, { detail: message }))
  }
  const describe = (error: unknown): Failure =>
    error instanceof Error
      ? { message: error.message, name: error.name }
      : { message: String(error), name: 'Error' }
  const revive = ({ message, name }: Failure): Error =>
    Object.assign(new Error(message), name === 'Error' ? {} : { name })

  const packFunction = (value: Call): unknown => {
    const theirs = proxies.get(value)
    if (theirs !== undefined) return { $back: theirs }
    const id = ++lastId
    functions.set(id, value)
    return { $function: id }
  }
  const packPromise = (value: Promise<unknown>): unknown => {
    const id = ++lastId
    value.then(
      (result) => send({ kind: 'settle', id, outcome: { ok: true, value: pack(result) } }),
      (error: unknown) => send({ kind: 'settle', id, outcome: { ok: false, failure: describe(error) } }),
    )
    return { $promise: id }
  }
  const pack = (value: unknown): unknown => {
    if (typeof value === 'symbol') throw new TypeError('Symbols cannot cross the contextBridge')
    if (typeof value === 'function') return packFunction(value as Call)
    if (value === null || typeof value !== 'object') return value
    if (value instanceof Node) throw new TypeError('electron stand-in: a DOM node is not implemented')
    if (value instanceof Promise) return packPromise(value)
    if (value instanceof Error) return { $error: describe(value) }
    if (Array.isArray(value)) return value.map(pack)
    const cloned = [Date, RegExp, Map, Set, ArrayBuffer, Blob]
    if (ArrayBuffer.isView(value) || cloned.some((kind) => value instanceof kind)) return value
    return { $object: Object.entries(value).map(([key, item]) => [key, pack(item)]) }
  }

  /** A function of the other world. */
  const proxy = (id: number): Call => {
    const call: Call = (...args) => {
      const ticket = ++lastId
      send({ kind: 'call', id, call: ticket, args: args.map(pack) })
      return conclude(ticket)
    }
    proxies.set(call, id)
    return call
  }
  const unpack = (value: unknown): unknown => {
    if (value === null || typeof value !== 'object') return value
    if (Array.isArray(value)) return value.map(unpack)
    if ('$function' in value) return proxy(value.$function as number)
    if ('$back' in value) return functions.get(value.$back as number)
    if ('$error' in value) return revive(value.$error as Failure)
    if ('$promise' in value) {
      const id = value.$promise as number
      return new Promise((resolve, reject) => {
        promises.set(id, { resolve, reject })
      })
    }
    if ('$object' in value) {
      const entries = value.$object as [string, unknown][]
      return Object.fromEntries(entries.map(([key, item]) => [key, unpack(item)]))
    }
    return value
  }

  /** The other side has answered within `send`, or it is gone. */
  const conclude = (ticket: number): unknown => {
    const outcome = returned.get(ticket)
    returned.delete(ticket)
    if (!outcome) throw new Error('electron stand-in: the other world is gone')
    if (!outcome.ok) throw revive(outcome.failure)
    return unpack(outcome.value)
  }
  const attempt = (work: () => unknown): Outcome => {
    try {
      return { ok: true, value: pack(work()) }
    } catch (error) {
      return { ok: false, failure: describe(error) }
    }
  }
  const freeze = (value: unknown): unknown => {
    if (value && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
      Object.values(value).forEach(freeze)
      Object.freeze(value)
    }
    return value
  }
  const bind = (key: string, value: unknown): void => {
    if (Object.hasOwn(window, key)) {
      throw new Error('Cannot bind an API on top of an existing property on the window object')
    }
    Object.defineProperty(window, key, { value: freeze(unpack(value)), enumerable: true })
  }
  const settle = (id: number, outcome: Outcome): void => {
    const promise = promises.get(id)
    promises.delete(id)
    if (outcome.ok) promise?.resolve(unpack(outcome.value))
    else promise?.reject(revive(outcome.failure))
  }

  const receive = (event: Event): void => {
    event.stopImmediatePropagation()
    const message = (event as CustomEvent<Message>).detail
    switch (message.kind) {
      case 'call': {
        const outcome = attempt(() => functions.get(message.id)?.(...message.args.map(unpack)))
        send({ kind: 'return', call: message.call, outcome })
        break
      }
      case 'expose': {
        const outcome = attempt(() => bind(message.key, message.value))
        send({ kind: 'return', call: message.call, outcome })
        break
      }
      case 'return':
        returned.set(message.call, message.outcome)
        break
      case 'settle':
        settle(message.id, message.outcome)
        break
      default:
        onRequest?.(message.request)
    }
  }
  page.addEventListener(incoming, receive, true)

  return {
    expose(key, api) {
      const ticket = ++lastId
      send({ kind: 'expose', key, call: ticket, value: pack(api) })
      conclude(ticket)
    },
    tell: (request) => send({ kind: 'tell', request }),
  }
}
