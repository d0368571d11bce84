import { describe } from 'vitest'
import { isMissing } from './support/programs.ts'
import { startCaddy } from './support/proxies.ts'
import { proxyPromises } from './support/proxy-promises.ts'

describe.skipIf(isMissing('caddy', 'openssl'))('Caddy as documented', () => {
  // What a collector had begun with is the device's to repeat.
  proxyPromises(startCaddy, [502, 503])
})
