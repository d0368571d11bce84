/** A device of a run as the run knows it: its folder, its clock, and what it has promised. */
import { join } from 'node:path'

import Database from 'better-sqlite3'
import { existsSync } from 'node:fs'

import type { SyncRecord } from '../../../src/shared/wire/to-event.ts'
import { deviceDatabase, readDevice } from './device-files.ts'
import { keyOf } from './oracle.ts'
import { ScaledClock, START } from './scaled-clock.ts'

export class DeviceSlot {
  readonly key: string
  readonly folder: string
  readonly clock: ScaledClock
  acknowledged = new Map<string, SyncRecord>()
  readonly once: SyncRecord[] = []
  readonly erased = new Map<string, number>()
  readonly forgone = new Map<string, number>()
  copied = false
  /** Records that were changed since it went back to an older copy. */
  readonly changedSince = new Set<string>()
  open = false

  constructor(key: string, parent: string, speed: number) {
    this.key = key
    this.folder = join(parent, `device-${key}`)
    this.clock = new ScaledClock(speed, START)
  }

  get copyFolder(): string {
    return `${this.folder}-copy`
  }

  acknowledge(records: readonly SyncRecord[]): void {
    for (const one of records) {
      const before = this.acknowledged.get(keyOf(one))
      if (this.copied && (before?.record.revision ?? 0) < one.record.revision)
        this.changedSince.add(keyOf(one))
      this.acknowledged.set(keyOf(one), one)
    }
    this.once.push(...records)
  }

  /** What is in its files now goes into its past. */
  remember(): void {
    this.once.push(...readDevice(this.folder))
  }

  /** What it has now was erased, or may have been: it sends nothing of it as it is. */
  forgo(): void {
    for (const { record } of readDevice(this.folder)) this.forgone.set(record.id, record.revision)
  }

  /** Its files are those of an older copy now. */
  wentBack(): void {
    this.copied = true
    this.changedSince.clear()
    this.acknowledged = new Map(readDevice(this.folder).map((one) => [keyOf(one), one]))
  }

  /** Another folder begins as a copy of this one. */
  becomeCopyOf(other: DeviceSlot): void {
    this.once.push(...other.once)
    for (const [id, revision] of other.erased) this.erased.set(id, revision)
    for (const [id, revision] of other.forgone) this.forgone.set(id, revision)
    this.wentBack()
    other.copied = true
  }

  /** The id under which the collector knows it, by its own document. */
  deviceId(): string | null {
    const path = deviceDatabase(this.folder)
    if (!existsSync(path)) return null
    const db = new Database(path, { readonly: true, timeout: 5000 })
    try {
      const json = db.prepare<[], string>(`SELECT value FROM state WHERE key = 'sync'`).pluck().get()
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the sync's own document
      return json === undefined ? null : (JSON.parse(json) as { deviceId: string | null }).deviceId
    } finally {
      db.close()
    }
  }
}
