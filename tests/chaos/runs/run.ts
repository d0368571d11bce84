/** One run: a script is played, the network heals, everything settles, the oracle looks. */
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

import Database from 'better-sqlite3'

import { createRandom } from '../../crash/random.ts'
import { startFaultProxy } from '../../support/fault-proxy.ts'
import type { FaultProxy } from '../../support/fault-proxy.ts'
import { chooseFault } from '../../support/faults.ts'
import { deviceDatabase, readDevice } from './device-files.ts'
import { fill, free, mountSmallDisk, unmount, unmountAndKeep, whyNoSmallDisks } from './disks.ts'
import { HostGone } from './host.ts'
import type { CollectorSlot, Lane } from './lane.ts'
import { findings } from './oracle.ts'
import type { Settled } from './oracle.ts'
import { readHeld, readPostgres, readSqlite, uuid } from './raw-rows.ts'
import { FASTEST } from './script.ts'
import type { Act, Script, Step } from './script.ts'
import { DeviceSlot } from './slot.ts'

export interface RunResult {
  /** What is wrong, a line each; empty when all is well. */
  readonly problems: readonly string[]
  readonly folder: string
  readonly requests: number
  readonly records: number
  /** Steps that can't be made here, with the reason. */
  readonly skipped: readonly string[]
  /** What the devices wrote into their logs, and what the proxy did; of failed runs. */
  readonly log: readonly string[]
}

const DEVICE_MEGABYTES = 6
/** Settling takes a tenth of a second; this is for a machine that does other things too. */
const SETTLE_MS = 40_000
const QUIET_MS = 40
/** Requests while everything settles and nothing new is rated; more is ping-pong. */
const MOST_REQUESTS_A_DEVICE = 80

export async function playRun(lane: Lane, script: Script): Promise<RunResult> {
  const run = new Run(lane, script)
  return await run.play()
}

class Run {
  readonly #lane: Lane
  readonly #script: Script
  readonly #folder: string
  readonly #devices: DeviceSlot[] = []
  readonly #skipped: string[] = []
  readonly #log: string[] = []
  readonly #smallDevices: boolean
  readonly #smallCollector: boolean
  #collector!: CollectorSlot
  #proxy!: FaultProxy
  #teamId = ''
  #code = ''
  #comparison = false
  #offline = false
  #faultPercent: number
  #letters = 0
  #opened = 0

  constructor(lane: Lane, script: Script) {
    this.#lane = lane
    this.#script = script
    this.#faultPercent = script.faultPercent
    this.#folder = join(lane.folder, `run-${script.seed}`)
    const noDisks = whyNoSmallDisks()
    const wants = (kind: Step['do']): boolean => script.steps.some((step) => step.do === kind)
    const small = (kind: Step['do']): boolean => {
      if (wants(kind) && noDisks !== null) this.#skipped.push(`${kind}: ${noDisks}`)
      return wants(kind) && noDisks === null
    }
    this.#smallDevices = small('fill-device-disk')
    this.#smallCollector = small('fill-collector-disk')
  }

  async play(): Promise<RunResult> {
    rmSync(this.#folder, { recursive: true, force: true })
    mkdirSync(this.#folder, { recursive: true })
    if (this.#smallDevices) mountSmallDisk(this.#folder, DEVICE_MEGABYTES)
    let problems: string[]
    let records = 0
    try {
      await this.#prepare()
      for (const [index, step] of this.#script.steps.entries()) {
        this.#log.push(`step ${index}: ${JSON.stringify(step)}`)
        await this.#take(step)
      }
      problems = await this.#settle()
      if (problems.length === 0) {
        const judged = await this.#judge()
        problems = judged.problems
        records = judged.records
      }
    } catch (error) {
      problems = [error instanceof Error ? (error.stack ?? error.message) : String(error)]
    }
    const log = problems.length === 0 ? [] : await this.#collectLogs()
    await this.#end(problems.length > 0)
    return {
      problems,
      folder: this.#folder,
      requests: this.#proxy.requests(),
      records,
      skipped: this.#skipped,
      log,
    }
  }

  async #prepare(): Promise<void> {
    const { seed, devices, database } = this.#script
    this.#collector = await this.#lane.collector(database, this.#smallCollector)
    const random = createRandom(seed ^ 0x5bd1e995)
    this.#proxy = await startFaultProxy({
      target: () => this.#collector.port,
      choose: () => {
        const fault = chooseFault(random, this.#faultPercent)
        return this.#offline ? { kind: 'drop-before' } : fault
      },
      onRequest: (line, fault) => this.#log.push(`request ${line}: ${JSON.stringify(fault)}`),
    })
    this.#teamId = await this.#collector.host.call('team', { name: `Team ${seed}` })
    this.#code = await this.#collector.host.call('code', { teamId: this.#teamId })
    for (let n = 0; n < devices; n++) {
      const device = this.#newDevice()
      await this.#open(device)
      await this.#enrol(device, this.#code)
    }
  }

  #newDevice(): DeviceSlot {
    const key = 'ABCDEFGHIJ'.charAt(this.#letters++)
    const device = new DeviceSlot(key, this.#folder, this.#script.speed)
    this.#devices.push(device)
    return device
  }

  async #open(device: DeviceSlot): Promise<boolean> {
    const { key, folder, clock } = device
    const now = clock.now()
    const seed = this.#script.seed * 64 + this.#opened++
    const done = await this.#lane.devices.call('open', { key, folder, speed: this.#script.speed, now, seed })
    device.open = done.ok
    if (!done.ok) this.#log.push(`device ${key} doesn't open: ${done.code}`)
    return done.ok
  }

  async #close(device: DeviceSlot, flushMs = 0): Promise<void> {
    if (device.open) await this.#lane.devices.call('close', { key: device.key, flushMs })
    device.open = false
  }

  /** A few tries as people make them, and one when the network is well. */
  async #enrol(device: DeviceSlot, code: string): Promise<boolean> {
    const endpoint = `http://127.0.0.1:${this.#proxy.port}`
    const [percent, offline] = [this.#faultPercent, this.#offline]
    for (let tries = 0; tries < 3; tries++) {
      if (tries === 2) [this.#faultPercent, this.#offline] = [0, false]
      const result = await this.#lane.devices.call('enrol', { key: device.key, endpoint, code })
      if (tries === 2) [this.#faultPercent, this.#offline] = [percent, offline]
      this.#log.push(`enrol ${device.key}: ${JSON.stringify(result)}`)
      if (result.ok) return true
    }
    return false
  }

  async #act(device: DeviceSlot, act: Act): Promise<void> {
    if (!device.open) return
    const done = await this.#lane.devices.call('act', { key: device.key, act })
    if (done.ok) device.acknowledge(done.value)
    else this.#log.push(`refused: ${done.code}`)
  }

  #at(index: number): DeviceSlot {
    return this.#devices[index % this.#devices.length]!
  }

  async #take(step: Step): Promise<void> {
    switch (step.do) {
      case 'act':
        return await this.#act(this.#at(step.device), step.act)
      case 'pause':
        return await delay(step.ms)
      case 'offline':
        this.#offline = true
        await delay(step.ms)
        this.#offline = false
        return
      case 'send-now':
      case 'woke': {
        const device = this.#at(step.device)
        if (device.open) await this.#lane.devices.call('nudge', { key: device.key, how: step.do })
        return
      }
      case 'restart':
        await this.#close(this.#at(step.device), 2_000)
        return void (await this.#open(this.#at(step.device)))
      case 'kill-devices':
        return await this.#killDevices(step)
      case 'kill-collector':
        await delay(step.ms)
        await this.#collector.kill()
        return await this.#collector.start()
      case 'restart-collector':
        await this.#collector.stop()
        return await this.#collector.start()
      case 'back-up-collector':
        return await this.#collector.host.call('backUp', { target: join(this.#folder, 'backup.db') })
      case 'restore-collector': {
        const { folder, host } = this.#collector
        await this.#collector.stop()
        await host.call('restore', { source: join(this.#folder, 'backup.db'), folder })
        return await this.#collector.start()
      }
      case 'copy-device':
      case 'clone-device':
        return await this.#copy(step.do, this.#at(step.device))
      case 'restore-device': {
        // Devices may have joined since, so the number doesn't say any more which one was copied.
        const copied = this.#devices.find(({ copyFolder }) => existsSync(copyFolder))
        return copied && (await this.#copy(step.do, copied))
      }
      case 'device-clock': {
        const device = this.#at(step.device)
        const ms = step.hours * 3_600_000
        device.clock.jump(ms)
        if (device.open) await this.#lane.devices.call('jump', { key: device.key, ms })
        return
      }
      case 'collector-clock':
        return await this.#collector.jump(step.hours * 3_600_000)
      case 'policy':
        this.#comparison ||= step.customerComparison
        return await this.#collector.host.call('policy', {
          teamId: this.#teamId,
          comparison: step.customerComparison,
        })
      case 'revoke': {
        const deviceId = this.#at(step.device).deviceId()
        if (deviceId !== null) await this.#collector.host.call('revoke', { deviceId })
        return
      }
      case 'enrol-again':
        return void (await this.#enrol(this.#at(step.device), this.#code))
      case 'lose-token': {
        const device = this.#at(step.device)
        await this.#close(device)
        rmSync(join(device.folder, 'secret'), { force: true })
        return void (await this.#open(device))
      }
      case 'transfer':
        return await this.#transfer(this.#at(step.device))
      case 'erase':
        return await this.#erase(this.#at(step.device), step.here)
      case 'leave': {
        const device = this.#at(step.device)
        await this.#lane.devices.call('disconnect', { key: device.key })
        device.left = true
        return
      }
      case 'fill-device-disk': {
        if (!this.#smallDevices) return
        fill(this.#folder)
        for (const act of step.acts) await this.#act(this.#at(step.device), act)
        return free(this.#folder)
      }
      case 'fill-collector-disk':
        if (!this.#smallCollector) return
        fill(this.#collector.folder)
        await delay(step.ms)
        return free(this.#collector.folder)
      case 'lock-device': {
        const device = this.#at(step.device)
        await whileLocked(deviceDatabase(device.folder), step.ms, () => this.#act(device, step.act))
        return
      }
      case 'lock-collector':
        if (this.#collector.database !== undefined) return
        await whileLocked(join(this.#collector.folder, 'collector.db'), step.ms, async () => undefined)
    }
  }

  async #killDevices({ acts, device: index, ms }: Extract<Step, { do: 'kill-devices' }>): Promise<void> {
    const device = this.#at(index)
    const acting = acts.map((act) => this.#act(device, act))
    await delay(ms)
    await this.#lane.killDevices()
    for (const result of await Promise.allSettled(acting))
      if (result.status === 'rejected' && !(result.reason instanceof HostGone)) throw result.reason
    for (const one of this.#devices) {
      // What was on its way when the end came may have been sent already.
      one.remember()
      one.open = false
      await this.#open(one)
    }
  }

  async #copy(what: 'copy-device' | 'restore-device' | 'clone-device', device: DeviceSlot): Promise<void> {
    await this.#close(device)
    switch (what) {
      case 'copy-device':
        rmSync(device.copyFolder, { recursive: true, force: true })
        cpSync(device.folder, device.copyFolder, { recursive: true })
        break
      case 'restore-device':
        device.remember()
        rmSync(device.folder, { recursive: true, force: true })
        cpSync(device.copyFolder, device.folder, { recursive: true })
        device.wentBack()
        break
      case 'clone-device': {
        const clone = this.#newDevice()
        cpSync(device.folder, clone.folder, { recursive: true })
        device.remember()
        clone.becomeCopyOf(device)
        await this.#open(clone)
      }
    }
    await this.#open(device)
  }

  async #transfer(from: DeviceSlot): Promise<void> {
    if (!from.open) return
    const result = await this.#lane.devices.call('transferCode', { key: from.key })
    if (!result.ok) return void this.#log.push(`transfer: ${result.code}`)
    const device = this.#newDevice()
    await this.#open(device)
    // The code has one seat. Where the answer gets lost it is used up, and the computer joins as somebody else.
    if (!(await this.#enrol(device, result.code))) await this.#enrol(device, this.#code)
  }

  async #erase(device: DeviceSlot, here: boolean): Promise<void> {
    if (!device.open) return
    const before = readDevice(device.folder)
    const result = await this.#lane.devices.call('erase', { key: device.key, here })
    this.#log.push(`erase ${device.key}: ${JSON.stringify(result)}`)
    if (!result.ok) return
    for (const { record } of before) device.erased.set(record.id, record.revision)
    if (here) device.acknowledged.clear()
  }

  /** @returns what did not come to an end */
  async #settle(): Promise<string[]> {
    this.#offline = false
    await this.#proxy.heal()
    for (const device of this.#devices) if (!device.open) await this.#open(device)
    const began = this.#proxy.requests()
    // With the fastest clocks nobody presses "try again": what has failed must come back by itself.
    const isTold = this.#script.speed < FASTEST
    const first = await this.#untilSent('after the storm', isTold)
    if (first.length > 0) return first
    // The next morning: everybody compares with the collector, rates once more, and that arrives too. In every other run
    // nobody goes home, so that no comparison at a start makes up for what was taken as sent and wasn't, and a restored
    // collector's new epoch alone must make everybody compare.
    const isNight = this.#script.seed % 2 === 1
    for (const device of this.#devices) {
      if (isNight) {
        await this.#close(device)
        await this.#open(device)
      }
      await this.#act(device, { act: 'rate', rating: 4, day: 2, followUp: false })
    }
    const second = await this.#untilSent('on the next morning', true)
    if (second.length > 0) return second
    const requests = this.#proxy.requests() - began
    const most = MOST_REQUESTS_A_DEVICE * this.#devices.length
    return requests > most ? [`${requests} requests were made while everything settled`] : []
  }

  /** Waits until nobody has anything to send and nobody sends. */
  async #untilSent(when: string, isTold: boolean): Promise<string[]> {
    const until = performance.now() + SETTLE_MS
    let looks: string[] = []
    let quietSince = performance.now()
    let requests = this.#proxy.requests()
    let nudged = -Infinity
    while (performance.now() < until) {
      const nudge = isTold && performance.now() - nudged > 150
      if (nudge) nudged = performance.now()
      looks = []
      for (const device of this.#devices) looks.push(...(await this.#help(device, nudge)))
      const now = this.#proxy.requests()
      if (now !== requests || looks.length > 0) quietSince = performance.now()
      requests = now
      if (performance.now() - quietSince > QUIET_MS) return []
      await delay(4)
    }
    return looks.length > 0 ? looks.map((look) => `${when}: ${look}`) : [`${when}: requests don't end`]
  }

  /** Does what the agent or an administrator would do. @returns what isn't well yet */
  async #help(device: DeviceSlot, nudge: boolean): Promise<string[]> {
    const { key } = device
    if (!device.open) return (await this.#open(device)) ? [] : [`device ${key} doesn't open`]
    const { view, pending, busy } = await this.#lane.devices.call('look', { key })
    switch (view.connection) {
      case 'erased':
      case 'none':
        return []
      case 'revoked':
      case 'unknown':
      case 'token-lost':
        await this.#enrol(device, this.#code)
        return [`device ${key} is ${view.connection}`]
      case 'enrolled':
        if (pending === 0) return busy ? [`device ${key} is busy`] : []
        if (nudge) await this.#lane.devices.call('nudge', { key, how: 'send-now' })
        return [
          `device ${key} has ${pending} to send, ${view.problem ?? 'no problem'}, refused ${view.refused}`,
        ]
    }
  }

  async #judge(): Promise<{ problems: string[]; records: number }> {
    const devices: Settled[] = []
    for (const device of this.#devices) {
      const { view } = await this.#lane.devices.call('look', { key: device.key })
      const records = readDevice(device.folder)
      // Everything was erased from another computer, or the answer to this one's own wish got lost.
      if (view.connection === 'erased')
        for (const { record } of records) device.erased.set(record.id, record.revision)
      const { key, acknowledged, once, copied, changedSince, erased } = device
      const connected = view.connection === 'enrolled'
      this.#log.push(`device ${key} is ${view.connection}, ${device.deviceId() ?? 'without an id'}`)
      devices.push({
        key,
        deviceId: device.deviceId(),
        connected,
        records,
        acknowledged,
        once,
        copied,
        changedSince,
        erased,
      })
    }
    const { database, folder } = this.#collector
    const reader =
      database === undefined ? readSqlite(join(folder, 'collector.db')) : await readPostgres(database)
    try {
      const teamNo = await this.#teamNo(reader)
      const held = await readHeld(reader, teamNo)
      const verified = await this.#collector.host.call('verify', undefined)
      return {
        problems: [
          ...findings({ devices, held, comparison: this.#comparison }),
          ...verified.map((difference) => `verifyRollups: ${difference}`),
        ],
        records: held.records.length,
      }
    } finally {
      await reader.close()
    }
  }

  async #teamNo(reader: Awaited<ReturnType<typeof readPostgres>>): Promise<number> {
    const rows = await reader.rows('SELECT team_no, team_id FROM team WHERE team_no > ?', -1)
    const row = rows.find(({ team_id: id }) => uuid(id) === this.#teamId)
    return Number(row?.['team_no'])
  }

  async #collectLogs(): Promise<string[]> {
    const logs: string[] = [...this.#log]
    for (const { key } of this.#devices)
      try {
        const lines = await this.#lane.devices.call('log', { key })
        logs.push(...lines.map((line) => `device ${key}: ${line}`))
      } catch (error) {
        logs.push(`device ${key}: ${String(error)}`)
      }
    logs.push(`device host: ${this.#lane.devices.output}`, `collector host: ${this.#collector.host.output}`)
    return logs
  }

  async #end(failed: boolean): Promise<void> {
    await this.#proxy.close()
    try {
      await this.#lane.devices.call('closeAll', undefined)
    } catch {
      await this.#lane.killDevices()
    }
    if (failed) {
      this.#collector.spoilt = true
      if (this.#smallDevices) unmountAndKeep(this.#folder)
      return
    }
    if (this.#smallDevices) unmount(this.#folder)
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

/** Another process, this one, has the database of a device or of the collector locked. */
async function whileLocked(path: string, ms: number, meanwhile: () => Promise<void>): Promise<void> {
  const db = new Database(path, { timeout: 1000 })
  try {
    db.exec('BEGIN IMMEDIATE')
    const working = meanwhile()
    await delay(ms)
    db.exec('ROLLBACK')
    await working
  } finally {
    db.close()
  }
}
