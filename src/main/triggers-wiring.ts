/** Adapters, supervisor, hub and prompter, connected as the settings say; part of the composition root. */
import type { Settings } from '../shared/settings.ts'
import type { TriggerStatus } from '../shared/views.ts'
import type { Log } from './desktop/log.ts'
import { createHub, type Hub } from './prompting/hub/index.ts'
import type { Clock, Prompter } from './prompting/prompter.ts'
import { BaresipAdapter } from './triggers/baresip/adapter.ts'
import { LinkAdapter, type LinkOutcome } from './triggers/link/adapter.ts'
import type { Invitation, LinkWindow } from './triggers/link/parse.ts'
import { HttpDoor } from './triggers/loopback-http/adapter.ts'
import { ManualAdapter } from './triggers/manual.ts'
import { Supervisor, type AdapterPlan } from './triggers/supervisor.ts'

export interface TriggersParts {
  readonly dataFolder: string
  readonly settings: () => Settings
  readonly clock: Clock
  readonly log: Log
  readonly prompter: Prompter
  readonly open: (window: LinkWindow) => void
  /** A link or command line invites to a team. */
  readonly invite: (invitation: Invitation) => void
  readonly changed: () => void
}

export class Triggers {
  readonly #parts: TriggersParts
  readonly #hub: Hub
  readonly #supervisor: Supervisor
  readonly #manual = new ManualAdapter('request')
  readonly #link: LinkAdapter

  constructor(parts: TriggersParts) {
    const { prompter, clock, log } = parts
    this.#parts = parts
    this.#hub = createHub({
      callbacks: {
        ready: (interaction) => prompter.ended(interaction),
        enriched: (key, interaction) => prompter.enriched(key, interaction),
        again: (key) => prompter.again(key),
        live: (anyLive) => prompter.live(anyLive),
      },
      onError: (error) => log.error('a report could not be handled', error),
    })
    this.#supervisor = new Supervisor({
      hub: this.#hub,
      now: () => clock.now(),
      onState: (id, state) => {
        if (state?.s === 'failed') log.warn(`trigger ${id} failed: ${state.why}`)
        parts.changed()
      },
    })
    this.#link = new LinkAdapter({ open: parts.open, rate: () => this.request(), enroll: parts.invite })
  }

  start(): Promise<void> {
    return this.configure()
  }

  async stop(): Promise<void> {
    await this.#supervisor.stop()
    this.#hub.dispose()
  }

  /** Makes hub and adapters as the settings say; resolves when every adapter runs or has failed. */
  configure(): Promise<void> {
    const { promptAt, minTalkSeconds, internalNumbers } = this.#parts.settings().triggers
    const configured = this.#hub.configure({
      promptAt,
      minTalkMs: minTalkSeconds * 1000,
      internal: internalNumbers,
    })
    if (!configured.ok) this.#parts.log.warn(`trigger settings refused: ${configured.detail}`)
    return this.#supervisor.apply(this.#plans())
  }

  /** How the adapters are doing that connect to something else. */
  states(): TriggerStatus[] {
    return [...this.#supervisor.states()].flatMap(([id, state]) => (CONNECTED.has(id) ? [{ id, state }] : []))
  }

  /** The agent asks for a card by hand. */
  request(): void {
    this.#manual.request()
  }

  /** A link that the system handed over. */
  link(address: string): void {
    this.#report(this.#link.handleLink(address))
  }

  /** A command line; returns whether it asked for anything. */
  commandLine(argv: readonly string[]): boolean {
    const outcome = this.#link.handleCommandLine(argv)
    this.#report(outcome)
    return !outcome.ok || outcome.action !== 'none'
  }

  /** Time may have jumped: does what is due. */
  wake(): void {
    this.#hub.wake()
  }

  #report(outcome: LinkOutcome): void {
    if (!outcome.ok) this.#parts.log.warn(`link or command line refused (${outcome.code}): ${outcome.detail}`)
  }

  #plans(): Map<string, AdapterPlan> {
    const { http, softphone } = this.#parts.settings().triggers
    const folder = this.#parts.dataFolder
    const plans = new Map<string, AdapterPlan>([
      ['request', { settings: null, create: () => this.#manual }],
      ['link', { settings: null, create: () => this.#link }],
    ])
    if (http.enabled) {
      plans.set('http', { settings: http, create: () => new HttpDoor({ ...http, folder }) })
    }
    if (softphone.enabled) {
      plans.set('baresip', { settings: softphone, create: () => new BaresipAdapter(softphone) })
    }
    return plans
  }
}

const CONNECTED: ReadonlySet<string> = new Set(['http', 'baresip'])
