/** A collector whose clock somebody else sets: `month-collector-child.ts FOLDER`. What it does, it is told by messages. */
import { inspect } from 'node:util'
import { startCollector } from '../../src/collector/server/start.ts'
import { monthRequestSchema } from './month-collector.ts'

const [dataFolder = '.'] = process.argv.slice(2)
/** Set by the script, and goes on from there: budgets fill up with time. */
let ahead = 0
const collector = await startCollector({
  dataFolder,
  port: 0,
  log: { level: 'silent' },
  now: () => Date.now() + ahead,
})
const { administration } = collector

process.on('message', (message) => {
  void (async () => {
    const request = monthRequestSchema.parse(message)
    switch (request.ask) {
      case 'clock':
        ahead = request.at - Date.now()
        return {}
      case 'team':
        return await administration.createTeam(request.name)
      case 'code':
        return await administration.createCode({ ...request.code, expiresAt: Date.now() + ahead + 3_600_000 })
      case 'publish':
        return await administration.publishDue()
      case 'statistics':
        return await administration.statistics()
      case 'verify':
        return { differences: await administration.verifyRollups() }
    }
  })().then(
    (answer) => process.send?.({ ok: true, answer }),
    (error: unknown) => process.send?.({ ok: false, error: inspect(error) }),
  )
})
process.on('disconnect', () => void collector.stop())
process.send?.({ ok: true, answer: { url: collector.address.url } })
