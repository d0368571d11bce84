/**
 * The collector with enrolled devices: `collector-child.ts FOLDER DEVICES [postgres://…]`. Says its address, a code with
 * many seats and the devices; answers any message with what its roll-ups and counts are, then ends.
 */
import { once } from 'node:events'
import { startCollector } from '../../src/collector/server/start.ts'
import { openStore } from '../../src/collector/store/open.ts'

// Not longer than the bench itself.
process.once('disconnect', () => process.exit())

const [dataFolder = '.', count = '0', database] = process.argv.slice(2)
const DAY_MS = 86_400_000
const TEAM_SIZE = 20
const TOGETHER = 500

const { devices, code } = await enrolDevices(Number(count))
const collector = await startCollector({ dataFolder, database, port: 0, log: { level: 'warn' } })
process.send?.({ port: collector.address.port, url: collector.address.url, code, devices })
await once(process, 'message')
await collector.stop()
const store = await openStore({ dataFolder, database, now: Date.now })
const { interactions, days } = await store.administration.statistics()
process.send?.({ interactions, days, differences: (await store.administration.verifyRollups()).length })
await store.close()
process.disconnect()

/** Teams of 20, as there are in a contact centre. */
async function enrolDevices(total: number) {
  const enrolling = await openStore({ dataFolder, database, now: Date.now })
  const { administration } = enrolling
  const seats = Math.max(1, total)
  const expiresAt = Date.now() + DAY_MS
  const enrolled: { token: string; deviceId: string }[] = []
  const spare = await administration.createTeam('Bench')
  const spareCode = await administration.createCode({ teamId: spare.id, role: 'agent', seats, expiresAt })
  const codes: string[] = []
  for (let team = 0; team * TEAM_SIZE < total; team += 1) {
    const { id: teamId } = await administration.createTeam(`Team ${team}`)
    codes.push((await administration.createCode({ teamId, role: 'agent', seats: TEAM_SIZE, expiresAt })).code)
  }
  for (let first = 0; first < total; first += TOGETHER) {
    const grants = await Promise.all(
      Array.from({ length: Math.min(TOGETHER, total - first) }, (_, n) =>
        enrolling.enrol(codes[Math.floor((first + n) / TEAM_SIZE)] ?? '', undefined),
      ),
    )
    for (const result of grants) {
      if (!result.ok) throw new Error(`Not enrolled: ${result.code}.`)
      enrolled.push({ token: result.grant.token, deviceId: result.grant.deviceId })
    }
  }
  await enrolling.close()
  return { devices: enrolled, code: spareCode.code }
}
