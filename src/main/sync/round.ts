/** One round: what is to be done with the endpoint now, in its order. */
import type { SyncProblemCode } from '../../shared/sync.ts'
import type { Access, Refused } from './collector.ts'
import { compare } from './comparing.ts'
import type { Drained, DrainParts } from './drain.ts'
import type { Link } from './link.ts'
import type { SyncParts } from './parts.ts'
import { PlainSender } from './plain-receiver.ts'
import { Sender } from './sending.ts'

/** How a round ended, which decides when the next one begins. */
export type End =
  /** Everything is done. */
  | { readonly end: 'idle' }
  /** Called off, or something else comes first. */
  | { readonly end: 'interrupted' }
  | { readonly end: 'failed'; readonly problem: SyncProblemCode; readonly retryAfterMs?: number }
  /** Nothing can be done here and now; `isRare`: looking again helps now and then. */
  | { readonly end: 'waits'; readonly isRare: boolean }

export interface RoundOptions {
  /** No joining, no policy, no comparing: the program ends. */
  readonly sendOnly: boolean
  readonly signal: AbortSignal
  /** Counts up whenever something is written here that the collector may know. */
  changes(): number
  isInterrupted(): boolean
  progressed(records: number): void
}

/** After a comparison that found something the next one shows whether it is right now; not for ever. */
const MOST_COMPARISONS = 3

export class Rounds {
  readonly #parts: SyncParts
  readonly #link: Link
  readonly #sender: Sender
  readonly #plain: PlainSender | undefined

  constructor(parts: SyncParts, link: Link) {
    this.#parts = parts
    this.#link = link
    this.#sender = new Sender(link.collector)
    if (link.managed?.wire === 'cloudevents') {
      const { endpoint: address, token } = link.managed
      this.#plain = new PlainSender(parts, { address, token }, parts.version)
    }
  }

  /** @throws what the store throws */
  async run(options: RoundOptions): Promise<End> {
    const link = this.#link
    if (!(await link.open(options.signal))) return { end: 'interrupted' }
    const { wire, deviceId } = link.document
    if (wire === 'cloudevents') {
      if (this.#plain === undefined || deviceId === null) return { end: 'waits', isRare: false }
      return this.#endOfDrain(await this.#plain.drain(this.#drainParts(options, deviceId)))
    }
    const hindrance = await this.#ensureEnrolled(options)
    if (hindrance !== undefined) return hindrance
    const failure = await this.#askPolicy(options)
    // Without a network there is no use in trying the next route; another problem may be of that route alone.
    if (failure !== undefined && !isOfRoute(failure)) return failure
    const end = await this.#sendAndCompare(options)
    return end.end === 'idle' && failure !== undefined ? failure : end
  }

  /** `undefined`: it is enrolled. */
  async #ensureEnrolled({ sendOnly, signal }: RoundOptions): Promise<End | undefined> {
    const link = this.#link
    if (link.connection === 'enrolled') return undefined
    if (sendOnly) return { end: 'waits', isRare: false }
    // A collector that was restored twice may know us again; a revocation may have been taken back.
    if (link.access !== undefined && link.document.connection !== 'none') {
      const known = await link.collector.policy(link.access, signal)
      if (known.ok) {
        link.memory.change({ connection: 'enrolled' })
        link.due.digest = true
        this.#link.learn(known)
        return undefined
      }
      if (known.why !== 'lost') return this.#endOf(known)
      link.lose(known.connection)
    }
    const joined = await link.joinByPolicy(signal)
    if (joined?.ok === true) return (await link.open(signal)) ? undefined : { end: 'interrupted' }
    if (joined !== undefined) return this.#endOf(joined)
    return { end: 'waits', isRare: link.connection === 'unknown' || link.connection === 'token-lost' }
  }

  async #askPolicy({ sendOnly, signal }: RoundOptions): Promise<End | undefined> {
    const { access, due, collector } = this.#link
    if (sendOnly || !due.policy || access === undefined) return undefined
    const outcome = await collector.policy(access, signal)
    if (!outcome.ok) return this.#endOf(outcome)
    this.#link.learn(outcome)
    return undefined
  }

  async #sendAndCompare(options: RoundOptions): Promise<End> {
    for (let compared = 0; ; compared += 1) {
      const { access, document, due } = this.#link
      const { deviceId } = document
      if (access === undefined || deviceId === null) return { end: 'waits', isRare: false }
      const drained = await this.#send(options, access, deviceId)
      if (drained.end !== 'drained') return this.#endOfDrain(drained)
      if (options.sendOnly || !due.digest || compared >= MOST_COMPARISONS) return { end: 'idle' }
      const failure = await this.#compare(options, access)
      if (failure !== undefined) return failure
    }
  }

  #send(options: RoundOptions, access: Access, deviceId: string): Promise<Drained> {
    return this.#sender.drain({
      ...this.#drainParts(options, deviceId),
      access,
      changes: () => options.changes(),
      answered: ({ value, clockAheadMs }) => this.#link.note(value, clockAheadMs),
    })
  }

  async #compare({ signal }: RoundOptions, access: Access): Promise<End | undefined> {
    const { collector, document, due } = this.#link
    const outcome = await collector.digest(access, signal)
    if (!outcome.ok) return this.#endOf(outcome)
    this.#link.note(outcome.value, outcome.clockAheadMs)
    const marked = await compare(this.#parts.store, outcome.value, document.erasedUpTo, signal)
    if (marked === undefined) return { end: 'interrupted' }
    if (marked > 0) this.#parts.log.info(`sync: ${marked} records are sent once more`)
    due.digest = marked > 0
    return undefined
  }

  #drainParts(options: RoundOptions, deviceId: string): DrainParts {
    const { signal } = options
    return {
      store: this.#parts.store,
      deviceId,
      sharing: this.#link.sharing,
      erasedUpTo: this.#link.document.erasedUpTo,
      signal,
      isInterrupted: () => options.isInterrupted(),
      progressed: (records) => options.progressed(records),
    }
  }

  #endOfDrain(drained: Drained): End {
    switch (drained.end) {
      case 'drained':
        return { end: 'idle' }
      case 'interrupted':
        return { end: 'interrupted' }
      case 'failed':
        return this.#endOf(drained.refusal)
    }
  }

  #endOf(refused: Refused): End {
    switch (refused.why) {
      case 'problem': {
        const { problem, retryAfterMs } = refused
        return { end: 'failed', problem, ...(retryAfterMs !== undefined && { retryAfterMs }) }
      }
      case 'lost':
        this.#link.lose(refused.connection)
        return { end: 'waits', isRare: refused.connection === 'unknown' }
      case 'code': {
        const { code, retryAfterMs } = refused
        this.#parts.log.warn(`sync: the policy file's code is refused: ${code}`)
        if (code !== 'too-many-tries') return { end: 'waits', isRare: true }
        return { end: 'failed', problem: 'busy', ...(retryAfterMs !== undefined && { retryAfterMs }) }
      }
      case 'too-large':
        return { end: 'failed', problem: 'bad-answer' }
      case 'aborted':
        return { end: 'interrupted' }
    }
  }
}

/** Whether the problem may be of one route alone. */
function isOfRoute(end: End): boolean {
  return (
    end.end === 'failed' &&
    end.retryAfterMs === undefined &&
    ['busy', 'not-a-collector', 'bad-answer'].includes(end.problem)
  )
}
