/** What outlives a run: the processes for devices and collectors, used again because starting one takes longest. */
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import type { CollectorCalls } from './collector-host.ts'
import type { DeviceCalls } from './device-host.ts'
import { mountSmallDisk, unmount, unmountAndKeep } from './disks.ts'
import { Host } from './host.ts'
import type { Hosts } from './hosts.ts'

export interface LaneOptions {
  readonly hosts: Hosts
  /** For compiled code, so that the next start takes half as long. */
  readonly cache: string
  /** For everything that is written; gone at the end, except for failed runs. */
  readonly folder: string
  /** PostgreSQL, an empty database; `undefined`: there is none. */
  readonly postgres: string | undefined
}

/** After so many runs the collector begins with an empty folder. */
const RUNS_A_COLLECTOR = 40
const COLLECTOR_MEGABYTES = 16

export class Lane {
  readonly folder: string
  readonly #hosts: Hosts
  readonly #cache: string
  readonly #postgresUrl: string | undefined
  #devices: Host<DeviceCalls>
  #sqlite: CollectorSlot | undefined
  #postgres: CollectorSlot | undefined
  #collectors = 0

  constructor({ hosts, cache, folder, postgres }: LaneOptions) {
    this.folder = folder
    this.#hosts = hosts
    this.#cache = cache
    this.#postgresUrl = postgres
    mkdirSync(folder, { recursive: true })
    this.#devices = this.#newDeviceHost()
  }

  get devices(): Host<DeviceCalls> {
    if (this.#devices.crashed) this.#devices = this.#newDeviceHost()
    return this.#devices
  }

  async killDevices(): Promise<void> {
    await this.#devices.kill()
    this.#devices = this.#newDeviceHost()
  }

  /** A collector that runs. */
  async collector(kind: 'sqlite' | 'postgres', smallDisk: boolean): Promise<CollectorSlot> {
    const present = kind === 'sqlite' ? this.#sqlite : this.#postgres
    if (present?.usableFor(smallDisk) === true) {
      present.runs += 1
      return present
    }
    await present?.end()
    const folder = join(this.folder, `collector-${this.#collectors++}`)
    const database = kind === 'postgres' ? this.#postgresUrl : undefined
    const host = () => new Host<CollectorCalls>(this.#hosts.collector, this.#cache)
    const slot = new CollectorSlot(folder, database, host, smallDisk)
    if (kind === 'sqlite') this.#sqlite = slot
    else this.#postgres = slot
    await slot.start()
    return slot
  }

  async end(): Promise<void> {
    await this.#devices.kill()
    await this.#sqlite?.end()
    await this.#postgres?.end()
  }

  #newDeviceHost(): Host<DeviceCalls> {
    return new Host<DeviceCalls>(this.#hosts.device, this.#cache)
  }
}

export class CollectorSlot {
  readonly folder: string
  /** Of PostgreSQL; else the database is a file in the folder. */
  readonly database: string | undefined
  readonly smallDisk: boolean
  runs = 1
  port = 0
  host: Host<CollectorCalls>
  /** Something in it is worth keeping, so the next run takes another one. */
  spoilt = false
  #offsetMs = 0
  readonly #newHost: () => Host<CollectorCalls>

  constructor(
    folder: string,
    database: string | undefined,
    newHost: () => Host<CollectorCalls>,
    smallDisk: boolean,
  ) {
    this.folder = folder
    this.database = database
    this.smallDisk = smallDisk
    this.#newHost = newHost
    this.host = newHost()
    if (smallDisk) mountSmallDisk(folder, COLLECTOR_MEGABYTES)
  }

  usableFor(smallDisk: boolean): boolean {
    const fresh = this.runs < RUNS_A_COLLECTOR || this.database !== undefined
    return fresh && !this.spoilt && !smallDisk && !this.smallDisk && !this.host.crashed
  }

  async start(): Promise<void> {
    const { folder, database } = this
    const started = await this.host.call('start', { folder, database, offsetMs: this.#offsetMs })
    if (!started.ok) throw new Error(`The collector doesn't start: ${started.code}`)
    this.port = started.value
  }

  async stop(): Promise<void> {
    await this.host.call('stop', undefined)
  }

  async kill(): Promise<void> {
    await this.host.kill()
    this.host = this.#newHost()
  }

  async jump(ms: number): Promise<void> {
    this.#offsetMs += ms
    await this.host.call('jump', { ms })
  }

  async end(): Promise<void> {
    await this.host.kill()
    if (this.smallDisk && this.spoilt) unmountAndKeep(this.folder)
    else if (this.smallDisk) unmount(this.folder)
    else if (!this.spoilt) rmSync(this.folder, { recursive: true, force: true })
  }
}
