/** What must hold when everything has settled, decided from the devices' files and the collector's tables alone. */
import { isDeepStrictEqual } from 'node:util'

import { toEvent } from '../../../src/shared/wire/to-event.ts'
import type { SyncRecord } from '../../../src/shared/wire/to-event.ts'
import type { Held, HeldRecord } from './raw-rows.ts'
import { rollupDifferences } from './recompute.ts'

/** A folder of a device at the end, and what is known of its life. */
export interface Settled {
  readonly key: string
  /** At the collector; `null`: it is at none. */
  readonly deviceId: string | null
  /** Goes on sending. `false`: it has left, or everything was erased from another computer. */
  readonly connected: boolean
  readonly records: readonly SyncRecord[]
  /** The last state of each record that the store has acknowledged since the folder was last restored, by kind and id. */
  readonly acknowledged: ReadonlyMap<string, SyncRecord>
  /** States that this device, or the copies it comes from, once had. */
  readonly once: readonly SyncRecord[]
  /** An older copy was put in its place, or it is one of several copies. */
  readonly copied: boolean
  /** Records that the agent has changed since an older copy was put in place, by kind and id. */
  readonly changedSince: ReadonlySet<string>
  /** Revisions up to which records were erased: they may be held only where the agent has changed them since. */
  readonly erased: ReadonlyMap<string, number>
  /** Revisions up to which it sends nothing of records that were erased, or may have been. */
  readonly forgone: ReadonlyMap<string, number>
}

export interface Situation {
  readonly devices: readonly Settled[]
  readonly held: Held
  /** The policy let external ids leave at some time. */
  readonly comparison: boolean
}

/** Everything that is wrong, a line each. */
export function findings(situation: Situation): string[] {
  const { devices, held } = situation
  return [
    ...twice(held.records),
    ...devices.flatMap(forgotten),
    ...missing(situation),
    ...uncalledFor(situation),
    ...cameBack(situation),
    ...rollupDifferences(held).map((difference) => `roll-up: ${difference}`),
  ]
}

export function keyOf({ kind, record }: SyncRecord): string {
  return `${kind} ${record.id}`
}

function twice(records: readonly HeldRecord[]): string[] {
  const seen = new Map<string, number>()
  for (const { kind, id } of records) seen.set(`${kind} ${id}`, (seen.get(`${kind} ${id}`) ?? 0) + 1)
  return [...seen].filter(([, count]) => count > 1).map(([key, count]) => `${key} is held ${count} times`)
}

/** What the device's own store has acknowledged is in it, in that or a later state. */
function forgotten({ key, records, acknowledged }: Settled): string[] {
  const present = new Map(records.map((one) => [keyOf(one), one]))
  return [...acknowledged].flatMap(([id, one]) => {
    const here = present.get(id)
    if (here === undefined) return [`device ${key}: ${id} was acknowledged and is gone`]
    if (here.record.revision > one.record.revision) return []
    if (here.record.revision < one.record.revision)
      return [
        `device ${key}: ${id} was acknowledged in revision ${one.record.revision}, is ${here.record.revision}`,
      ]
    return isDeepStrictEqual(dataOf(here), dataOf(one))
      ? []
      : [`device ${key}: ${id} was acknowledged with other content`]
  })
}

/** What connected devices have is held, in the highest revision of it. */
function missing({ devices, held, comparison }: Situation): string[] {
  const byId = new Map(held.records.map((record) => [`${record.kind} ${record.id}`, record]))
  return devices
    .filter(({ connected }) => connected)
    .flatMap((device) => {
      const others = devices.filter(({ deviceId, key }) => deviceId === device.deviceId && key !== device.key)
      return device.records.flatMap((one) => {
        const key = keyOf(one)
        const { id, revision } = one.record
        if (revision === 0 || device.erased.has(id) || device.forgone.has(id)) return []
        const there = byId.get(key)
        const what = `device ${device.key}: ${key}, revision ${revision},`
        if (there === undefined) return [`${what} isn't held`]
        if (there.deviceId !== device.deviceId && !isElsewhere(devices, there, id))
          return [`${what} is held of another device, ${there.deviceId}`]
        if (there.revision < revision) return [`${what} is held in revision ${there.revision}`]
        if (there.revision === revision)
          return matches(there, one, comparison)
            ? []
            : [
                `${what} is held with other content: ${JSON.stringify(there.data)}, not ${JSON.stringify(dataOf(one))}`,
              ]
        // A change counts, even where the state that was lost with the restore had gone further. Of several copies that
        // go on somebody else's change may have come later.
        if (others.length === 0 && device.changedSince.has(key))
          return [`${what} was changed after a restore and is held in revision ${there.revision} of before`]
        const known = [
          ...others.flatMap(({ records, once }) => [...records, ...once]),
          ...(device.copied ? device.once : []),
        ]
        const source = known.some(
          (other) => keyOf(other) === key && matches(there, other, comparison) && other.record.revision > 0,
        )
        return source ? [] : [`${what} is held in revision ${there.revision}, which no device had`]
      })
    })
}

/** A clone that has become a device of its own sends what both have; each record is held once. */
function isElsewhere(devices: readonly Settled[], there: HeldRecord, id: string): boolean {
  return devices.some(
    ({ deviceId, records }) => deviceId === there.deviceId && records.some(({ record }) => record.id === id),
  )
}

/** Nothing is held that no device has ever had. */
function uncalledFor({ devices, held, comparison }: Situation): string[] {
  const states = new Map<string, SyncRecord[]>()
  for (const one of devices.flatMap(({ records, once }) => [...records, ...once]))
    states.set(keyOf(one), [...(states.get(keyOf(one)) ?? []), one])
  return held.records
    .filter((record) => {
      const known = states.get(`${record.kind} ${record.id}`) ?? []
      return !known.some((one) => matches(record, one, comparison))
    })
    .map(
      ({ kind, id, revision, data }) =>
        `${kind} ${id}/${revision} is held and never was: ${JSON.stringify(data)}`,
    )
}

function cameBack({ devices, held }: Situation): string[] {
  return held.records.flatMap(({ kind, id, revision, deviceId }) =>
    devices
      .filter(
        (device) =>
          (device.erased.get(id) ?? 0) >= revision ||
          (device.deviceId === deviceId && (device.forgone.get(id) ?? 0) >= revision),
      )
      .map(({ key }) => `${kind} ${id} of device ${key} was erased and is held, of device ${deviceId}`),
  )
}

/** Whether this is what is sent of a record. External ids may be those of a time when the policy was another one. */
function matches(held: HeldRecord, one: SyncRecord, comparison: boolean): boolean {
  const { externalIds: there, ...data } = held.data
  const { externalIds: here, ...own } = dataOf(one)
  if (!isDeepStrictEqual(data, own)) return false
  return isDeepStrictEqual(there, here) || (comparison && (there === undefined || here === undefined))
}

function dataOf(one: SyncRecord): Readonly<Record<string, unknown>> {
  return toEvent(one, '', { customerComparison: false }).data
}
