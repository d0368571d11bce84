/** Rates twenty interactions, says which, and dies without closing. */
import { writeSync } from 'node:fs'

import { openStore } from '../../../src/main/store/index.ts'
import type { Rating } from '../../../src/shared/records.ts'
import { newInteraction, NOW } from './fixtures.ts'

const store = openStore({ directory: process.argv[2] ?? '', now: () => NOW })
const ratings: readonly Rating[] = [1, 2, 3, 4, 5]
for (let n = 0; n < 20; n++) {
  const { id } = store.interactions.add(newInteraction({ endedAt: NOW + n }))
  store.interactions.rate(id, ratings[n % ratings.length] ?? 3)
  writeSync(1, `${id}\n`)
}
process.kill(process.pid, 'SIGKILL')
