/** Reads what everybody has at the end, behind their backs, and asks the oracle. */
import { readDevice } from './device-files.ts'
import { findings } from './oracle.ts'
import type { Settled } from './oracle.ts'
import { readCollector, readHeld, uuid } from './raw-rows.ts'
import type { RawReader } from './raw-rows.ts'
import type { DeviceSlot } from './slot.ts'
import type { Stage } from './stage.ts'

/** @returns what is wrong, a line each, and how many records the collector holds */
export async function judge(stage: Stage): Promise<{ problems: string[]; records: number }> {
  const devices: Settled[] = []
  for (const device of stage.devices) devices.push(await settled(stage, device))
  const reader = await readCollector(stage.collector)
  try {
    const held = await readHeld(reader, await teamNo(reader, stage.teamId))
    const verified = await stage.collector.host.call('verify', undefined)
    return {
      problems: [
        ...findings({ devices, held, comparison: stage.comparison }),
        ...verified.map((difference) => `verifyRollups: ${difference}`),
      ],
      records: held.records.length,
    }
  } finally {
    await reader.close()
  }
}

async function settled({ lane, log }: Stage, device: DeviceSlot): Promise<Settled> {
  const { key, folder, acknowledged, once, copied, changedSince, erased, forgone } = device
  const { view } = await lane.devices.call('look', { key })
  const records = readDevice(folder)
  // Everything was erased from another computer, or the answer to this one's own wish got lost.
  if (view.connection === 'erased') device.forgo()
  const deviceId = device.deviceId()
  log.push(`device ${key} is ${view.connection}, ${deviceId ?? 'without an id'}`)
  const connected = view.connection === 'enrolled'
  return { key, deviceId, connected, records, acknowledged, once, copied, changedSince, erased, forgone }
}

async function teamNo(reader: RawReader, teamId: string): Promise<number> {
  const rows = await reader.rows('SELECT team_no, team_id FROM team WHERE team_no > ?', -1)
  const row = rows.find(({ team_id: id }) => uuid(id) === teamId)
  return Number(row?.['team_no'])
}
