/**
 * The collector with enrolled devices: `collector-child.ts FOLDER DEVICES [postgres://…]`. Says its address, a code with
 * many seats and the devices; answers any message with what its roll-ups and counts are, then ends.
 */
import { once } from 'node:events'
import { startCollector } from '../../src/collector/server/start.ts'
import { openStore } from '../../src/collector/store/open.ts'
import { enrolDevices } from '../collector/devices.ts'

// Not longer than the bench itself.
process.once('disconnect', () => process.exit())

const [dataFolder = '.', count = '0', database] = process.argv.slice(2)
const DAY_MS = 86_400_000
const TEAM_SIZE = 20

const enrolled = await enrol(Number(count))
const collector = await startCollector({ dataFolder, database, port: 0, log: { level: 'warn' } })
process.send?.({ port: collector.address.port, url: collector.address.url, ...enrolled })
await once(process, 'message')
await collector.stop()
const store = await openStore({ dataFolder, database, now: Date.now })
const { interactions, days } = await store.administration.statistics()
process.send?.({ interactions, days, differences: (await store.administration.verifyRollups()).length })
await store.close()
process.disconnect()

/** Teams of 20, as there are in a contact centre, and a code of another one. */
async function enrol(total: number) {
  const enrolling = await openStore({ dataFolder, database, now: Date.now })
  const { administration } = enrolling
  const { id: teamId } = await administration.createTeam('Bench')
  const { code } = await administration.createCode({
    teamId,
    role: 'agent',
    seats: Math.max(1, total),
    expiresAt: Date.now() + DAY_MS,
  })
  const devices = await enrolDevices(enrolling, total, TEAM_SIZE)
  await enrolling.close()
  return { code, devices }
}
