/** The triggers of one agent, put together as the widget does, with everything written down that they say. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished, vi } from 'vitest'
import { createHub } from '../../src/main/prompting/hub/index.ts'
import type { EndedInteraction, Hub, HubOptions } from '../../src/main/prompting/hub/index.ts'
import { BaresipAdapter } from '../../src/main/triggers/baresip/adapter.ts'
import { HttpDoor } from '../../src/main/triggers/loopback-http/adapter.ts'
import { ManualAdapter } from '../../src/main/triggers/manual.ts'
import { Supervisor } from '../../src/main/triggers/supervisor.ts'
import type { AdapterPlan } from '../../src/main/triggers/supervisor.ts'
import type { AdapterState } from '../../src/shared/trigger.ts'
import type { BaresipPorts } from '../../tools/softphone/index.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** Long enough for a second prompt to show itself. */
export const QUIET_MS = 700
export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
/** From the last report of the softphone to the hub's "ready", over all calls. */
export const delays: number[] = []

/** The triggers of one agent: hub, supervisor and the adapters that the test asks for. */
export class Desk {
  readonly ready: (EndedInteraction & { readonly at: number })[] = []
  readonly enriched: EndedInteraction[] = []
  readonly again: string[] = []
  readonly live: boolean[] = []
  readonly seen: AdapterState[] = []
  readonly folder = temporaryFolder()
  readonly hub: Hub
  readonly supervisor: Supervisor
  readonly shortcut = new ManualAdapter('shortcut')

  constructor(options: Partial<HubOptions> = {}) {
    this.hub = createHub({
      callbacks: {
        ready: (interaction) => {
          delays.push(Date.now() - interaction.endedAt)
          this.ready.push({ ...interaction, at: Date.now() })
        },
        enriched: (_, interaction) => this.enriched.push(interaction),
        again: (key) => this.again.push(key),
        live: (any) => this.live.push(any),
      },
      options,
    })
    this.supervisor = new Supervisor({
      hub: this.hub,
      now: Date.now,
      onState: (id, state) => {
        if (id === 'baresip' && state !== undefined) this.seen.push(state)
      },
    })
    onTestFinished(async () => {
      await this.supervisor.stop()
      this.hub.dispose()
    })
  }

  async watch(ports: BaresipPorts, door = false): Promise<void> {
    const plans = new Map<string, AdapterPlan>([
      ['shortcut', { settings: null, create: () => this.shortcut }],
      [
        'baresip',
        {
          settings: ports.control,
          create: () => new BaresipAdapter({ host: '127.0.0.1', port: ports.control }),
        },
      ],
    ])
    if (door)
      plans.set('http', {
        settings: null,
        create: () => new HttpDoor({ port: 0, folder: this.folder }),
      })
    await this.supervisor.apply(plans)
    await this.up()
  }

  /** The adapter is connected to the softphone. */
  async up(): Promise<void> {
    await vi.waitFor(() => assert.equal(this.supervisor.states().get('baresip')?.s, 'up'), 15_000)
  }

  /** The next call is answered. */
  async talking(): Promise<void> {
    await vi.waitFor(() => assert.ok(this.hub.liveNow()), 5_000)
  }

  /** Exactly so many were asked about, also a while later. */
  async asked(count: number): Promise<void> {
    await vi.waitFor(() => assert.equal(this.ready.length, count), 8_000)
    await sleep(QUIET_MS)
    assert.equal(this.ready.length, count)
    assert.ok(!this.hub.liveNow(), 'nothing is live any more')
  }

  /** A program on this computer reports an end. */
  async post(body: unknown): Promise<void> {
    const file: unknown = JSON.parse(readFileSync(join(this.folder, 'trigger.json'), 'utf8'))
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the door wrote
    const { port, token } = file as { port: number; token: string }
    const response = await fetch(`http://127.0.0.1:${port}/v1/interactions/ended`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    assert.equal(response.status, 202)
  }
}
