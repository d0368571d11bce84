/** A collector as a process of its own, whose memory can be read: `collector-child.ts FOLDER`. */
import { startCollector } from '../../../src/collector/server/start.ts'

const [dataFolder = ''] = process.argv.slice(2)
const collector = await startCollector({
  dataFolder,
  port: 0,
  log: { level: 'silent' },
  limits: { eventsPerDevice: { burst: 1e6, perSecond: 1e6 } },
})
const team = await collector.administration.createTeam('Team')
const { code } = await collector.administration.createCode({
  teamId: team.id,
  role: 'agent',
  seats: 10,
  expiresAt: Date.now() + 3_600_000,
})
process.on('message', (message) => {
  if (message === 'memory') process.send?.({ rss: process.memoryUsage().rss })
})
process.once('SIGTERM', () => {
  void collector.stop().then(() => process.exit(0))
})
process.send?.({ port: collector.address.port, code })
