/** A hub on a clock that the test moves, and everything that it gave out. */
import { createHub } from '../../../src/main/prompting/hub/index.ts'
import type {
  EndedInteraction,
  Hub,
  HubEntry,
  HubOptions,
  Role,
} from '../../../src/main/prompting/hub/index.ts'
import type { InteractionEnded } from '../../../src/shared/trigger.ts'

const EPOCH = Date.UTC(2026, 10, 23, 9)

export class HubBench {
  readonly hub: Hub
  readonly ready: EndedInteraction[] = []
  readonly enriched: EndedInteraction[] = []
  /** Both, in the order in which they came. */
  readonly log: { readonly what: 'ready' | 'enriched'; readonly interaction: EndedInteraction }[] = []
  readonly again: string[] = []
  readonly live: boolean[] = []
  readonly errors: unknown[] = []
  readonly #entries = new Map<string, HubEntry>()
  #now = 0
  #timer: { at: number; run: () => void } | undefined

  constructor(options: Partial<HubOptions> = {}) {
    this.hub = createHub({
      callbacks: {
        ready: (interaction) => {
          this.log.push({ what: 'ready', interaction })
          this.ready.push(interaction)
        },
        enriched: (_, interaction) => {
          this.log.push({ what: 'enriched', interaction })
          this.enriched.push(interaction)
        },
        again: (key) => this.again.push(key),
        live: (any) => this.live.push(any),
      },
      options,
      clock: { steady: () => this.#now, epoch: () => EPOCH + this.#now },
      schedule: (run, ms) => {
        const timer = { at: this.#now + ms, run }
        this.#timer = timer
        return () => {
          if (this.#timer === timer) this.#timer = undefined
        }
      },
      onError: (error) => this.errors.push(error),
    })
  }

  /** Epoch ms now. */
  get epoch(): number {
    return EPOCH + this.#now
  }

  /** Whether the hub waits for anything. */
  get idle(): boolean {
    return this.#timer === undefined
  }

  /** An adapter that runs. */
  entry(id: string, role: Role = 'source'): HubEntry {
    const known = this.#entries.get(id)
    if (known !== undefined) return known
    const entry = this.hub.host(id, role)
    this.#entries.set(id, entry)
    entry.running(true)
    return entry
  }

  /** Two running sources, so that reports settle. */
  twoSources(): this {
    this.entry('softphone')
    this.entry('crm')
    return this
  }

  /** `adapter` reports an end: now, of an answered inbound call, unless told otherwise. */
  end(adapter: string, ids: readonly string[], more: Partial<InteractionEnded> = {}): void {
    this.entry(adapter).ended({
      ids,
      channel: 'voice',
      direction: 'inbound',
      cause: 'remote',
      answered: true,
      phase: 'hangup',
      endedAt: this.epoch,
      ...more,
    })
  }

  /** The agent asks by hand. */
  hotkey(): void {
    this.entry('shortcut', 'manual').ended({
      ids: [],
      channel: 'unknown',
      direction: 'unknown',
      cause: 'unknown',
      answered: undefined,
      phase: 'hangup',
      endedAt: this.epoch,
    })
  }

  /** Lets time pass and runs what falls due. */
  pass(ms: number): this {
    const until = this.#now + ms
    for (let timer = this.#timer; timer !== undefined && timer.at <= until; timer = this.#timer) {
      this.#timer = undefined
      this.#now = Math.max(this.#now, timer.at)
      timer.run()
    }
    this.#now = until
    return this
  }

  /** The ids of what the agent was asked about, in order. */
  get asked(): string[] {
    return this.ready.map(({ ids }) => ids.join(' '))
  }
}
