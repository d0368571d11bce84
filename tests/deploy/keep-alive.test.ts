/** Connections between proxy and collector that nobody has used for a while. */
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { rating, today } from '../collector/cli/devices.ts'
import { oneCollector } from './support/collectors.ts'
import { isMissing } from './support/programs.ts'
import { startCaddy, startNginx } from './support/proxies.ts'

const found = [
  { name: 'nginx', start: startNginx },
  { name: 'caddy', start: startCaddy },
].filter(({ name }) => !isMissing(name, 'openssl'))

/** Around the 15 s after which the proxy closes a connection, and the 20 s after which the collector does. */
const PAUSES_S = [14, 14.9, 15.1, 16, 18, 19.8, 20.1, 20.9, 21.1, 22]

/** At one time, because all of it is waiting. */
test.skipIf(found.length === 0)(
  `${found.map(({ name }) => name).join(' and ')} as documented store what comes after any pause, without an error`,
  async () => {
    const statuses = await Promise.all(
      found.map(async ({ name, start }) => {
        const { addresses, code } = await oneCollector()
        const { site } = await start(addresses)
        const device = await site.enrol(code)
        const send = async () => (await site.send(device, [rating(device.deviceId, today(), 3)])).status
        // As many connections as there are pauses.
        const first = await Promise.all(PAUSES_S.map(send))
        const later = PAUSES_S.map((pause) => sleep(pause * 1_000).then(send))
        return [name, ...first, ...(await Promise.all(later))]
      }),
    )
    const good = PAUSES_S.flatMap(() => [200, 200])
    expect(statuses).toEqual(found.map(({ name }) => [name, ...good]))
  },
)
