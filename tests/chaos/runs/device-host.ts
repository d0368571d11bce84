/** The process in which the devices of a run live: the real store and the real sync, on real files and sockets. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'

import { openStore, StoreError } from '../../../src/main/store/index.ts'
import type { Store } from '../../../src/main/store/index.ts'
import { Sync } from '../../../src/main/sync/index.ts'
import type { SecretStore } from '../../../src/main/sync/index.ts'
import type { SyncView } from '../../../src/shared/sync.ts'
import type { SyncRecord } from '../../../src/shared/wire/to-event.ts'
import { createRandom } from '../../crash/random.ts'
import { nodeHttp } from '../../support/node-http.ts'
import { perform } from './device-acts.ts'
import { answerCalls } from './host-protocol.ts'
import { interactionIds, storeFolder } from './device-files.ts'
import { ScaledClock } from './scaled-clock.ts'
import type { Act } from './acts.ts'

interface Device {
  readonly store: Store
  readonly sync: Sync
  readonly clock: ScaledClock
  readonly ids: string[]
  readonly log: string[]
}

export interface OpenDevice {
  readonly key: string
  readonly folder: string
  readonly speed: number
  /** What its clock says, epoch ms. */
  readonly now: number
  readonly seed: number
}

type Done<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly code: string }

const devices = new Map<string, Device>()
const MOST_LOG = 400

const calls = {
  async open({ key, folder, speed, now, seed }: OpenDevice): Promise<Done<null>> {
    return await refusable(async () => {
      const clock = new ScaledClock(speed, now)
      const random = createRandom(seed)
      const store = openStore({ directory: storeFolder(folder), now: () => clock.now() })
      const log: string[] = []
      const note = (level: string) => (message: string, error?: unknown) => {
        log.push(`${level} ${message}${error instanceof Error ? ` ${error.message}` : ''}`)
        if (log.length > MOST_LOG) log.shift()
      }
      const sync = new Sync({
        store,
        http: nodeHttp,
        secrets: secretFile(join(folder, 'secret')),
        clock,
        random: () => random(2 ** 30) / 2 ** 30,
        machinePolicy: {},
        log: { info: note('info'), warn: note('warn'), error: note('error') },
        changed: () => undefined,
        version: '1.0.0',
      })
      const ids = interactionIds(folder)
      const device: Device = { store, sync, clock, ids, log }
      devices.set(key, device)
      await sync.start()
      return null
    })
  },
  /** @returns what its clock says */
  async close({ key, flushMs }: { readonly key: string; readonly flushMs: number }): Promise<number> {
    const device = of(key)
    if (flushMs > 0) await device.sync.flush(flushMs)
    await device.sync.stop()
    device.store.close()
    devices.delete(key)
    return device.clock.now()
  },
  async closeAll(): Promise<void> {
    for (const key of devices.keys()) await calls.close({ key, flushMs: 0 })
  },
  async act({ key, act }: { readonly key: string; readonly act: Act }): Promise<Done<readonly SyncRecord[]>> {
    return await refusable(() => {
      const { store, sync, ids, clock } = of(key)
      const records = perform(store, ids, act, clock.now())
      sync.recordsChanged()
      if (act.act === 'smile') sync.daySmiled()
      return records
    })
  },
  async enrol({
    key,
    endpoint,
    code,
  }: {
    readonly key: string
    readonly endpoint: string
    readonly code: string
  }) {
    return await of(key).sync.enrol(endpoint, code)
  },
  async erase({ key, here }: { readonly key: string; readonly here: boolean }) {
    const device = of(key)
    const result = await device.sync.erase({ collector: true, here, keepState: [] })
    if (result.ok && here) device.ids.splice(0)
    return result
  },
  async disconnect({ key }: { readonly key: string }) {
    await of(key).sync.disconnect()
  },
  async transferCode({ key }: { readonly key: string }) {
    return await of(key).sync.createTransferCode()
  },
  nudge({ key, how }: { readonly key: string; readonly how: 'send-now' | 'woke' }): void {
    if (how === 'woke') of(key).sync.woke()
    else of(key).sync.sendNow()
  },
  jump({ key, ms }: { readonly key: string; readonly ms: number }): void {
    of(key).clock.jump(ms)
  },
  async look({ key }: { readonly key: string }): Promise<{
    readonly view: SyncView
    readonly pending: number
    /** A round is under way: what an answer says isn't written down yet. */
    readonly busy: boolean
  }> {
    const { sync, store } = of(key)
    const isIdle = sync.idle().then(() => true)
    const busy = !(await Promise.race([isIdle, setImmediate(false)]))
    return { view: sync.view, pending: store.pendingCount(), busy }
  },
  log({ key }: { readonly key: string }): readonly string[] {
    return devices.get(key)?.log ?? []
  },
}
export type DeviceCalls = typeof calls

answerCalls(calls)

function of(key: string): Device {
  const device = devices.get(key)
  if (device === undefined) throw new Error(`There is no device ${key} in this host.`)
  return device
}

/** A store that refuses is a result; anything else is a finding. */
async function refusable<T>(action: () => T | Promise<T>): Promise<Done<T>> {
  try {
    return { ok: true, value: await action() }
  } catch (error) {
    if (error instanceof StoreError) return { ok: false, code: error.code }
    throw error
  }
}

/** Stands for the key store of the operating system: beside the store, so that a copy of the folder has it too. */
function secretFile(path: string): SecretStore {
  return {
    persistent: true,
    async load() {
      try {
        return readFileSync(path, 'utf8')
      } catch {
        return undefined
      }
    },
    async save(secret) {
      writeFileSync(path, secret)
    },
    async clear() {
      rmSync(path, { force: true })
    },
  }
}
