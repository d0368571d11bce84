/** The real thing that the model is held against: store and sync of a device, and a collector over HTTP. */
import { createServer } from '../../../src/collector/server/create-server.ts'
import { DEFAULT_LIMITS } from '../../../src/collector/server/limits.ts'
import { createLog } from '../../../src/collector/server/log.ts'
import { openStore as openCollectorStore } from '../../../src/collector/store/open.ts'
import type { CollectorStore } from '../../../src/collector/store/store.ts'
import { openStore } from '../../../src/main/store/index.ts'
import type { Store } from '../../../src/main/store/index.ts'
import { Sync } from '../../../src/main/sync/index.ts'
import type { HttpClient, SecretStore, SyncClock } from '../../../src/main/sync/index.ts'
import { START } from '../runs/scaled-clock.ts'

export interface Collector {
  readonly endpoint: string
  readonly store: CollectorStore
  close(): Promise<void>
}

const FREE = { burst: 1_000_000, perSecond: 1_000_000 }

export async function startCollector(options: {
  readonly database: string | undefined
  readonly dataFolder: string
}): Promise<Collector> {
  const now = () => START
  const store = await openCollectorStore({ ...options, now })
  const limits = { ...DEFAULT_LIMITS, requestsPerDevice: FREE, eventsPerDevice: FREE }
  const app = createServer({ store, limits, log: createLog({ level: 'error' }), now })
  const endpoint = await app.listen({ host: '127.0.0.1', port: 0 })
  return { endpoint, store, close: () => app.close() }
}

/** A device that does nothing by itself: its timers never ring, except for what is to happen at once. */
export class Device {
  /** The network of this device, as the commands want it. */
  readonly network = { online: true, answerLost: false }
  readonly #directory: string
  readonly #secrets = memorySecrets()
  #time = START
  store: Store
  sync: Sync

  constructor(directory: string) {
    this.#directory = directory
    ;({ store: this.store, sync: this.sync } = this.#open())
  }

  async start(): Promise<void> {
    await this.sync.start()
  }

  now(): number {
    this.#time += 1000
    return this.#time
  }

  /** One attempt, and everything that follows from it. */
  async attempt(): Promise<void> {
    this.sync.sendNow()
    // The timer that rings at once, and what it begins.
    await new Promise((resolve) => setImmediate(resolve))
    await new Promise((resolve) => setImmediate(resolve))
    await this.sync.idle()
  }

  async restart(): Promise<void> {
    await this.close()
    ;({ store: this.store, sync: this.sync } = this.#open())
    await this.sync.start()
  }

  async close(): Promise<void> {
    await this.sync.stop()
    this.store.close()
  }

  #open(): { readonly store: Store; readonly sync: Sync } {
    const store = openStore({ directory: this.#directory, now: () => this.now() })
    const silent = (): void => undefined
    const sync = new Sync({
      store,
      http: this.#http,
      secrets: this.#secrets,
      clock: handClock(() => this.now()),
      random: () => 0.5,
      machinePolicy: {},
      log: { info: silent, warn: silent, error: silent },
      changed: silent,
      version: '1.0.0',
    })
    return { store, sync }
  }

  readonly #http: HttpClient = async ({ url, method, headers, body, signal }) => {
    if (!this.network.online) throw new TypeError('fetch failed', { cause: { code: 'ENETUNREACH' } })
    const response = await fetch(url, { method, headers, ...(body !== undefined && { body }), signal })
    const bytes = await response.bytes()
    if (this.network.answerLost && url.endsWith('/v1/events')) {
      this.network.answerLost = false
      throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } })
    }
    return { status: response.status, headers: response.headers, body: async () => bytes }
  }
}

function handClock(now: () => number): SyncClock {
  return {
    now,
    after(ms, job) {
      if (ms > 0) return () => undefined
      const soon = setImmediate(job)
      return () => clearImmediate(soon)
    },
  }
}

function memorySecrets(): SecretStore {
  let kept: string | undefined
  return {
    persistent: true,
    load: async () => kept,
    save: async (secret) => {
      kept = secret
    },
    clear: async () => {
      kept = undefined
    },
  }
}
