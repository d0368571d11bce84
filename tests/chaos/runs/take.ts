/** One step of a script, done to whom it is about. */
import { cpSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

import Database from 'better-sqlite3'

import { deviceDatabase, readDevice } from './device-files.ts'
import { fill, free } from './disks.ts'
import { HostGone } from './host.ts'
import type { Step } from './steps.ts'
import type { DeviceSlot } from './slot.ts'
import type { Stage } from './stage.ts'

const HOUR_MS = 3_600_000

export async function take(stage: Stage, step: Step): Promise<void> {
  const { lane, collector, weather } = stage
  switch (step.do) {
    case 'act':
      return await stage.act(stage.at(step.device), step.act)
    case 'pause':
      return await delay(step.ms)
    case 'offline':
      weather.offline = true
      await delay(step.ms)
      weather.offline = false
      return
    case 'send-now':
    case 'woke': {
      const device = stage.at(step.device)
      if (device.open) await lane.devices.call('nudge', { key: device.key, how: step.do })
      return
    }
    case 'restart':
      await stage.close(stage.at(step.device), 2_000)
      return void (await stage.open(stage.at(step.device)))
    case 'kill-devices':
      return await killDevices(stage, step)
    case 'kill-collector':
      await delay(step.ms)
      await collector.kill()
      return await collector.start()
    case 'restart-collector':
      await collector.stop()
      return await collector.start()
    case 'back-up-collector':
      return await collector.host.call('backUp', { target: join(stage.folder, 'backup.db') })
    case 'restore-collector': {
      const { folder, host } = collector
      await collector.stop()
      await host.call('restore', { source: join(stage.folder, 'backup.db'), folder })
      return await collector.start()
    }
    case 'copy-device':
    case 'clone-device':
      return await copy(stage, step.do, stage.at(step.device))
    case 'restore-device': {
      // Devices may have joined since, so the number doesn't say any more which one was copied.
      const copied = stage.devices.find(({ copyFolder }) => existsSync(copyFolder))
      return copied && (await copy(stage, step.do, copied))
    }
    case 'device-clock': {
      const device = stage.at(step.device)
      const ms = step.hours * HOUR_MS
      device.clock.jump(ms)
      if (device.open) await lane.devices.call('jump', { key: device.key, ms })
      return
    }
    case 'collector-clock':
      return await collector.jump(step.hours * HOUR_MS)
    case 'policy':
      stage.comparison ||= step.customerComparison
      return await collector.host.call('policy', {
        teamId: stage.teamId,
        comparison: step.customerComparison,
      })
    case 'revoke': {
      const deviceId = stage.at(step.device).deviceId()
      if (deviceId !== null) await collector.host.call('revoke', { deviceId })
      return
    }
    case 'enrol-again':
      return void (await stage.enrol(stage.at(step.device), stage.code))
    case 'lose-token': {
      const device = stage.at(step.device)
      await stage.close(device)
      rmSync(join(device.folder, 'secret'), { force: true })
      return void (await stage.open(device))
    }
    case 'transfer':
      return await transfer(stage, stage.at(step.device))
    case 'erase':
      return await erase(stage, stage.at(step.device), step.here)
    case 'leave':
      return await lane.devices.call('disconnect', { key: stage.at(step.device).key })
    case 'fill-device-disk': {
      if (!stage.smallDevices) return
      fill(stage.folder)
      for (const act of step.acts) await stage.act(stage.at(step.device), act)
      return free(stage.folder)
    }
    case 'fill-collector-disk':
      if (!collector.smallDisk) return
      fill(collector.folder)
      await delay(step.ms)
      return free(collector.folder)
    case 'lock-device': {
      const device = stage.at(step.device)
      return await whileLocked(deviceDatabase(device.folder), step.ms, () => stage.act(device, step.act))
    }
    case 'lock-collector':
      if (collector.database !== undefined) return
      return await whileLocked(join(collector.folder, 'collector.db'), step.ms, async () => undefined)
  }
}

async function killDevices(
  stage: Stage,
  { acts, device: index, ms }: Extract<Step, { do: 'kill-devices' }>,
): Promise<void> {
  const device = stage.at(index)
  const acting = acts.map((act) => stage.act(device, act))
  await delay(ms)
  await stage.lane.killDevices()
  for (const result of await Promise.allSettled(acting))
    if (result.status === 'rejected' && !(result.reason instanceof HostGone)) throw result.reason
  for (const one of stage.devices) {
    // What was on its way when the end came may have been sent already.
    one.remember()
    one.open = false
    await stage.open(one)
  }
}

async function copy(
  stage: Stage,
  what: 'copy-device' | 'restore-device' | 'clone-device',
  device: DeviceSlot,
): Promise<void> {
  await stage.close(device)
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
      const clone = stage.newDevice()
      cpSync(device.folder, clone.folder, { recursive: true })
      device.remember()
      clone.becomeCopyOf(device)
      await stage.open(clone)
    }
  }
  await stage.open(device)
}

async function transfer(stage: Stage, from: DeviceSlot): Promise<void> {
  if (!from.open) return
  const result = await stage.lane.devices.call('transferCode', { key: from.key })
  if (!result.ok) return void stage.log.push(`transfer: ${result.code}`)
  const device = stage.newDevice()
  await stage.open(device)
  // The code has one seat. Where the answer gets lost it is used up, and the computer joins as somebody else.
  if (!(await stage.enrol(device, result.code))) await stage.enrol(device, stage.code)
}

async function erase(stage: Stage, device: DeviceSlot, here: boolean): Promise<void> {
  if (!device.open) return
  const before = readDevice(device.folder)
  const result = await stage.lane.devices.call('erase', { key: device.key, here })
  stage.log.push(`erase ${device.key}: ${JSON.stringify(result)}`)
  if (!result.ok) return
  for (const { record } of before) device.erased.set(record.id, record.revision)
  if (here) device.acknowledged.clear()
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
