/** The sync on a real store, a clock that the test moves, and whatever HTTP client the test gives. */
import { join } from 'node:path'

import Database from 'better-sqlite3'
import { onTestFinished } from 'vitest'

import { createUuidV7, openStore, type Store } from '../../../src/main/store/index.ts'
import { Sync, type HttpClient, type SecretStore } from '../../../src/main/sync/index.ts'
import type { MachinePolicy } from '../../../src/shared/machine-policy.ts'
import type { Rating } from '../../../src/shared/records.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { newInteraction, ZONE } from '../store/fixtures.ts'

export const SECOND = 1_000
export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = '2026-11-23'

/** A key store; what it keeps outlives the program unless it isn't persistent. */
export class MemorySecrets implements SecretStore {
  readonly persistent: boolean
  kept: string | undefined

  constructor(persistent = true) {
    this.persistent = persistent
  }
  load(): Promise<string | undefined> {
    return Promise.resolve(this.kept)
  }
  save(secret: string): Promise<void> {
    if (this.persistent) this.kept = secret
    return Promise.resolve()
  }
  clear(): Promise<void> {
    this.kept = undefined
    return Promise.resolve()
  }
}

export interface BenchOptions {
  readonly http: HttpClient
  readonly folder?: string
  readonly secrets?: SecretStore
  readonly machinePolicy?: MachinePolicy
  readonly random?: () => number
  readonly version?: string
  readonly clock?: FakeClock
  /** The store as the sync sees it. */
  readonly storeOf?: (store: Store) => Store
}

export class Bench {
  readonly folder: string
  readonly clock: FakeClock
  readonly secrets: SecretStore
  readonly options: BenchOptions
  readonly log: string[] = []
  store!: Store
  sync!: Sync
  /** How often the view was said to have changed. */
  changes = 0

  constructor(options: BenchOptions) {
    this.options = options
    this.folder = options.folder ?? temporaryFolder()
    this.clock = options.clock ?? new FakeClock('2026-11-23T12:00')
    this.secrets = options.secrets ?? new MemorySecrets()
    this.#open(options)
    onTestFinished(() => this.close())
  }

  #open(options: BenchOptions): void {
    const { clock } = this
    this.store = openStore({ directory: this.folder, now: () => clock.now() })
    this.sync = new Sync({
      store: options.storeOf?.(this.store) ?? this.store,
      http: options.http,
      secrets: this.secrets,
      clock: { now: () => clock.now(), after: (ms, job) => clock.after(ms, job) },
      random: options.random ?? (() => 0.5),
      machinePolicy: options.machinePolicy ?? {},
      log: {
        info: (message) => this.log.push(message),
        warn: (message) => this.log.push(message),
        error: (message, error) => this.log.push(`${message} ${String(error)}`),
      },
      changed: () => {
        this.changes += 1
      },
      version: options.version ?? '1.0.0',
    })
  }

  async start(): Promise<this> {
    await this.sync.start()
    return this
  }

  /** Started and enrolled, with nothing left to do. */
  async enrolled(endpoint = 'https://collector.example'): Promise<this> {
    await this.start()
    const result = await this.sync.enrol(endpoint, 'CODE')
    if (!result.ok) throw new Error(result.code)
    await this.pass(MINUTE)
    return this
  }

  async close(): Promise<void> {
    const stopped = this.sync.stop()
    // What doesn't answer isn't waited for.
    this.clock.pass(2 * SECOND)
    await stopped
    this.store.close()
  }

  /** The program ends and starts again, perhaps as another version or with another policy file. */
  async restart(changes: Partial<BenchOptions> = {}): Promise<void> {
    await this.close()
    this.#open({ ...this.options, ...changes })
    await this.sync.start()
  }

  /** Lets time pass; at every step what is under way comes to its end. */
  async pass(ms: number, step = Math.min(ms, SECOND)): Promise<void> {
    for (let passed = 0; passed < ms; passed += step) {
      this.clock.pass(step)
      await this.sync.idle()
    }
  }

  /** An interaction that was rated, told to the sync as the program does. */
  rate(rating: Rating = 4, workDay = DAY): string {
    const { id } = this.store.interactions.add(newInteraction({ workDay }))
    this.store.interactions.rate(id, rating)
    this.sync.recordsChanged()
    return id
  }

  /** Many expired interactions in one transaction, behind the store's back: every write of its own waits for the disk. */
  fill(count: number, days: readonly string[] = [DAY], text: string | null = null): void {
    const newId = createUuidV7(() => this.clock.now())
    const db = new Database(join(this.folder, 'aftercall.db'))
    const add = db.prepare(
      `INSERT INTO interactions (id, revision, work_day, time_zone, external_ids, channel, direction, cause, queue,
         ended_at, trigger_id, outcome, follow_up)
       VALUES (?, 1, ?, 'Europe/Amsterdam', ?, 'voice', 'inbound', 'remote', 'support', ?, 'http', 'expired', ?)`,
    )
    const ids = JSON.stringify(
      text === null ? [] : Array.from({ length: 8 }, (_, n) => `${n}${text}`.slice(0, 200)),
    )
    db.transaction(() => {
      for (const day of days)
        for (let n = 0; n < count; n += 1)
          add.run(Buffer.from(newId().replaceAll('-', ''), 'hex'), day, ids, this.clock.now(), text)
    })()
    db.close()
    this.sync.recordsChanged()
  }

  smile(workDay = DAY): void {
    this.store.days.open(workDay, ZONE)
    this.store.days.smile(workDay, 'happy')
    this.sync.recordsChanged()
    this.sync.daySmiled()
  }

  get deviceId(): string {
    return this.sync.outgoing(1)[0]?.source.slice('urn:aftercall:device:'.length) ?? ''
  }

  /** Revisions of all interactions here that were ever answered. */
  revisions(days: readonly string[] = [DAY]): Map<string, number> {
    return new Map(days.flatMap((day) => this.store.holdings(day)).map(({ id, revision }) => [id, revision]))
  }
}

/** Mulberry32, a small seeded generator. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
