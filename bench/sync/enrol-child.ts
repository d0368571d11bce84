/**
 * Enrols the devices of a bench before its collector starts: `enrol-child.ts FOLDER DEVICES [postgres://…]`. Says the
 * devices, and a code with many seats.
 */
import { openStore } from '../../src/collector/store/open.ts'
import { enrolDevices } from '../collector/devices.ts'

const [dataFolder = '.', count = '0', database] = process.argv.slice(2)
const DAY_MS = 86_400_000
/** As there are in a contact centre. */
const TEAM_SIZE = 20

const store = await openStore({ dataFolder, database, now: Date.now })
const { id: teamId } = await store.administration.createTeam('Bench')
const { code } = await store.administration.createCode({
  teamId,
  role: 'agent',
  seats: Math.max(1, Number(count)),
  expiresAt: Date.now() + DAY_MS,
})
const devices = await enrolDevices(store, Number(count), TEAM_SIZE)
await store.close()
// A long message takes its time.
process.send?.({ code, devices }, () => process.disconnect())
