/** What a run is played on: a collector, a network with faults, and devices. */
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import { ROUTES } from '../../../src/shared/wire/limits.ts'
import { createRandom } from '../../crash/random.ts'
import { startFaultProxy } from '../../support/fault-proxy.ts'
import type { FaultProxy } from '../../support/fault-proxy.ts'
import { chooseFault } from '../../support/faults.ts'
import type { Fault } from '../../support/faults.ts'
import { mountSmallDisk, unmount, unmountAndKeep, whyNoSmallDisks } from './disks.ts'
import type { CollectorSlot, Lane } from './lane.ts'
import type { Act } from './acts.ts'
import { isErased, readCollector } from './raw-rows.ts'
import type { Script } from './script.ts'
import type { Step } from './steps.ts'
import { DeviceSlot } from './slot.ts'

const DEVICE_MEGABYTES = 6

/** Sets the stage: an empty folder, a collector that runs, a network. Nobody is on it yet. */
export async function setStage(lane: Lane, script: Script): Promise<Stage> {
  const noDisks = whyNoSmallDisks()
  const wants = (kind: Step['do']): boolean => script.steps.some((step) => step.do === kind)
  const small = (kind: Step['do']): boolean => wants(kind) && noDisks === null
  const skipped = (['fill-device-disk', 'fill-collector-disk'] as const)
    .filter((kind) => wants(kind) && noDisks !== null)
    .map((kind) => `${kind}: ${noDisks}`)
  const collector = await lane.collector(script.database, small('fill-collector-disk'))
  const weather = new Weather(script)
  const log: string[] = []
  const proxy = await startFaultProxy({
    target: () => collector.port,
    choose: (line) => weather.nextFault(line),
    onRequest: (line, fault) => log.push(`request ${line}: ${JSON.stringify(fault)}`),
  })
  const folder = join(lane.folder, `run-${script.seed}`)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const smallDevices = small('fill-device-disk')
  if (smallDevices) mountSmallDisk(folder, DEVICE_MEGABYTES)
  return new Stage({ lane, script, folder, collector, proxy, weather, smallDevices, log, skipped })
}

/** What the network does to the next request. */
export class Weather {
  offline = false
  faultPercent: number
  /** So many batches yet are answered by somebody who passes for the collector, and don't arrive. */
  lies = 0
  readonly #random: ReturnType<typeof createRandom>

  constructor({ seed, faultPercent }: Script) {
    this.faultPercent = faultPercent
    this.#random = createRandom(seed ^ 0x5bd1e995)
  }

  /** @param line the request's first */
  nextFault(line: string): Fault {
    if (this.lies > 0 && line.includes(ROUTES.events)) {
      this.lies -= 1
      return { kind: 'account-for-nothing' }
    }
    // Drawn in any case, so that being offline changes none of the later ones.
    const fault = chooseFault(this.#random, this.faultPercent)
    return this.offline ? { kind: 'drop-before' } : fault
  }

  /** While it lasts nothing goes wrong. */
  async clear<T>(meanwhile: () => Promise<T>): Promise<T> {
    const [percent, offline] = [this.faultPercent, this.offline]
    this.faultPercent = 0
    this.offline = false
    try {
      return await meanwhile()
    } finally {
      this.faultPercent = percent
      this.offline = offline
    }
  }
}

interface StageParts {
  readonly lane: Lane
  readonly script: Script
  readonly folder: string
  readonly collector: CollectorSlot
  readonly proxy: FaultProxy
  readonly weather: Weather
  /** The devices' disk can be filled. */
  readonly smallDevices: boolean
  readonly log: string[]
  readonly skipped: readonly string[]
}

export class Stage {
  readonly lane: Lane
  readonly script: Script
  readonly folder: string
  readonly collector: CollectorSlot
  readonly proxy: FaultProxy
  readonly weather: Weather
  readonly smallDevices: boolean
  readonly devices: DeviceSlot[] = []
  /** What happened, in its order. */
  readonly log: string[]
  /** Steps that can't be made here, with the reason. */
  readonly skipped: readonly string[]
  teamId = ''
  /** With which everybody joins. */
  code = ''
  /** The policy let external ids leave at some time. */
  comparison = false
  #opened = 0

  constructor(parts: StageParts) {
    this.lane = parts.lane
    this.script = parts.script
    this.folder = parts.folder
    this.collector = parts.collector
    this.proxy = parts.proxy
    this.weather = parts.weather
    this.smallDevices = parts.smallDevices
    this.log = parts.log
    this.skipped = parts.skipped
  }

  /** A team, and its devices, which join it. */
  async enter(): Promise<void> {
    this.teamId = await this.collector.host.call('team', { name: `Team ${this.script.seed}` })
    this.code = await this.collector.host.call('code', { teamId: this.teamId })
    for (let n = 0; n < this.script.devices; n++) {
      const device = this.newDevice()
      await this.open(device)
      await this.enrol(device, this.code)
    }
  }

  /** The device of a step, whatever number it names. */
  at(index: number): DeviceSlot {
    return this.devices[index % this.devices.length]!
  }

  newDevice(): DeviceSlot {
    const key = 'ABCDEFGHIJ'.charAt(this.devices.length)
    const device = new DeviceSlot(key, this.folder, this.script.speed)
    this.devices.push(device)
    return device
  }

  async open(device: DeviceSlot): Promise<boolean> {
    const { key, folder, clock } = device
    const { seed, speed } = this.script
    const now = clock.now()
    const random = seed * 64 + this.#opened++
    const done = await this.lane.devices.call('open', { key, folder, speed, now, seed: random })
    device.open = done.ok
    if (!done.ok) this.log.push(`device ${key} doesn't open: ${done.code}`)
    return done.ok
  }

  async close(device: DeviceSlot, flushMs = 0): Promise<void> {
    if (device.open) await this.lane.devices.call('close', { key: device.key, flushMs })
    device.open = false
  }

  /** A few tries as people make them, the last one when the network is well. */
  async enrol(device: DeviceSlot, code: string): Promise<boolean> {
    const endpoint = `http://127.0.0.1:${this.proxy.port}`
    const attempt = async (): Promise<boolean> => {
      const result = await this.lane.devices.call('enrol', { key: device.key, endpoint, code })
      this.log.push(`enrol ${device.key}: ${JSON.stringify(result)}`)
      return result.ok
    }
    const before = device.deviceId()
    const ok = (await attempt()) || (await attempt()) || (await this.weather.clear(attempt))
    // Erased while it couldn't hear of it: nobody can tell what was made before that and what after.
    if (ok && before !== null && (await this.#isErased(before))) device.forgo()
    return ok
  }

  async #isErased(deviceId: string): Promise<boolean> {
    const reader = await readCollector(this.collector)
    try {
      return await isErased(reader, deviceId)
    } finally {
      await reader.close()
    }
  }

  async act(device: DeviceSlot, act: Act): Promise<void> {
    if (!device.open) return
    const done = await this.lane.devices.call('act', { key: device.key, act })
    if (done.ok) device.acknowledge(done.value)
    else this.log.push(`refused: ${done.code}`)
  }

  /** What everybody has written down. */
  async logs(): Promise<string[]> {
    const logs = [...this.log]
    for (const { key } of this.devices)
      try {
        const lines = await this.lane.devices.call('log', { key })
        logs.push(...lines.map((line) => `device ${key}: ${line}`))
      } catch (error) {
        logs.push(`device ${key}: ${String(error)}`)
      }
    return [
      ...logs,
      `device host: ${this.lane.devices.output}`,
      `collector host: ${this.collector.host.output}`,
    ]
  }

  /** @param failed whoever looks into it finds everything as it was */
  async clear(failed: boolean): Promise<void> {
    await this.proxy.close()
    try {
      await this.lane.devices.call('closeAll', undefined)
    } catch {
      await this.lane.killDevices()
    }
    if (failed) {
      this.collector.spoilt = true
      if (this.smallDevices) unmountAndKeep(this.folder)
      return
    }
    if (this.smallDevices) unmount(this.folder)
    rmSync(this.folder, { recursive: true, force: true })
  }
}
