import { describe } from 'vitest'
import { isMissing } from './support/programs.ts'
import { startNginx } from './support/proxies.ts'
import { proxyPromises } from './support/proxy-promises.ts'

describe.skipIf(isMissing('nginx', 'openssl'))('nginx as documented', () => {
  // It hands a request to the other collector whatever has become of the first one.
  proxyPromises(startNginx, [503])
})
