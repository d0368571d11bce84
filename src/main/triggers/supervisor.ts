/**
 * Runs a set of adapters: starts what is wanted, stops what no longer is, restarts what got other settings, and
 * knows how each is doing. An adapter that throws is `failed` with its reason and harms nobody.
 */
import type { AdapterState, InteractionEnded } from '../../shared/trigger.ts'
import type { AdapterHost, TriggerAdapter } from './adapter.ts'
import { LINK_KIND } from './link/adapter.ts'
import { MANUAL_KIND } from './manual.ts'

/** What the hub gives an adapter to report through; the hub's own `HubEntry` fits. */
export interface HubPort {
  ended(report: InteractionEnded): void
  live(ids: readonly string[], up: boolean): void
  running(up: boolean): void
  release(): void
}

/** The part of the hub that the supervisor needs. */
export interface HubDoor {
  host(adapterId: string, role: 'source' | 'caller' | 'manual'): HubPort
}

/** An adapter that is to run. */
export interface AdapterPlan {
  /** Compared as JSON: other settings restart the adapter. */
  readonly settings: unknown
  /** Makes the adapter anew; called once per (re)start. */
  create(): TriggerAdapter
}

export interface SupervisorParts {
  readonly hub: HubDoor
  /** Epoch ms. */
  readonly now: () => number
  /** The state of an adapter changed; `undefined`: it is gone. */
  readonly onState: (adapterId: string, state: AdapterState | undefined) => void
  /** How long an adapter may take to stop before it is left alone. */
  readonly stopTimeoutMs?: number
}

interface Running {
  readonly adapter: TriggerAdapter
  readonly settings: string
  readonly abort: AbortController
  readonly port: HubPort
  state: AdapterState
}

const sentence = (error: unknown): string =>
  error instanceof Error && error.message !== '' ? error.message : 'It stopped without saying why.'

const roleOf = (kind: string): 'source' | 'caller' | 'manual' =>
  kind === MANUAL_KIND ? 'manual' : kind === LINK_KIND ? 'caller' : 'source'

export class Supervisor {
  readonly #parts: SupervisorParts
  readonly #running = new Map<string, Running>()
  #queue: Promise<void> = Promise.resolve()

  constructor(parts: SupervisorParts) {
    this.#parts = parts
  }

  /**
   * Makes exactly these adapters run; the key is the adapter's id. Calls are carried out one after another, and the
   * promise is kept when every adapter has started, or failed.
   */
  apply(wanted: ReadonlyMap<string, AdapterPlan>): Promise<void> {
    this.#queue = this.#queue.then(() => this.#change(wanted))
    return this.#queue
  }

  /** Stops everything. */
  stop(): Promise<void> {
    return this.apply(new Map())
  }

  /** How every wanted adapter is doing. */
  states(): ReadonlyMap<string, AdapterState> {
    return new Map([...this.#running].map(([id, { state }]) => [id, state]))
  }

  async #change(wanted: ReadonlyMap<string, AdapterPlan>): Promise<void> {
    const changes = [...this.#running].map(async ([id, running]) => {
      const plan = wanted.get(id)
      if (plan === undefined) await this.#end(id, running, true)
      // A restart doesn't release what the adapter called live: whoever told it goes on telling.
      else if (JSON.stringify(plan.settings) !== running.settings) await this.#end(id, running, false)
    })
    await Promise.all(changes)
    const starts = [...wanted].filter(([id]) => !this.#running.has(id))
    await Promise.all(starts.map(([id, plan]) => this.#begin(id, plan)))
  }

  async #begin(id: string, plan: AdapterPlan): Promise<void> {
    let adapter: TriggerAdapter
    try {
      adapter = plan.create()
      if (adapter.id !== id) throw new Error(`The adapter calls itself "${adapter.id}", not "${id}".`)
    } catch (error) {
      adapter = { id, kind: 'broken', start: () => Promise.reject(error), stop: () => Promise.resolve() }
    }
    const running: Running = {
      adapter,
      settings: JSON.stringify(plan.settings),
      abort: new AbortController(),
      port: this.#parts.hub.host(id, roleOf(adapter.kind)),
      state: { s: 'stopped' },
    }
    this.#running.set(id, running)
    try {
      await adapter.start(this.#hostFor(id, running))
    } catch (error) {
      running.abort.abort()
      this.#setState(id, running, { s: 'failed', why: sentence(error) })
      await this.#stopAdapter(running)
    }
  }

  async #end(id: string, running: Running, forGood: boolean): Promise<void> {
    await this.#stopAdapter(running)
    running.abort.abort()
    if (forGood) running.port.release()
    else running.port.running(false)
    this.#running.delete(id)
    this.#parts.onState(id, undefined)
  }

  /** Stops an adapter, and leaves it alone when it doesn't stop: it can't report any more. */
  async #stopAdapter({ adapter }: Running): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, this.#parts.stopTimeoutMs ?? 5_000)
    try {
      await Promise.race([adapter.stop(), promise])
    } catch {
      // It is going away; how it felt about that helps nobody.
    } finally {
      clearTimeout(timer)
    }
  }

  #hostFor(id: string, running: Running): AdapterHost {
    const { abort, port } = running
    const unlessStopped = (report: () => void): void => {
      if (!abort.signal.aborted) report()
    }
    return {
      ended: (report) => unlessStopped(() => port.ended(report)),
      live: (ids, up) => unlessStopped(() => port.live(ids, up)),
      state: (state) => unlessStopped(() => this.#setState(id, running, state)),
      signal: abort.signal,
      now: this.#parts.now,
    }
  }

  #setState(id: string, running: Running, state: AdapterState): void {
    running.state = state
    if (state.s === 'up') running.port.running(true)
    else if (state.s === 'failed' || state.s === 'waiting') running.port.release()
    else running.port.running(false)
    this.#parts.onState(id, state)
  }
}
